import type { Workshop } from '#server/work.ts'
import { LOCAL_EMBEDDER_ID, LOCAL_MAX_TOKENS } from './local.ts'
import type { Embedder } from './models.ts'

/** The local embedder as the main thread has it: the worker does the work. */
export function createWorkerEmbedder(workshop: Workshop): Embedder {
  return {
    id: LOCAL_EMBEDDER_ID,
    maxTokens: LOCAL_MAX_TOKENS,
    // Never below the truth; only the worker, which cuts the windows, holds the table that knows better.
    countTokens: (text) => text.length + 2,
    embed: (texts, signal) => workshop.run('embed', { texts }, signal),
  }
}
