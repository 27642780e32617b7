import type { AskModel } from '../models/models.ts'
import type { RankedChunk } from '../retrieval/rank.ts'
import type { Turn } from '../store/conversation-store.ts'

export type WriteRequest = {
  bot: { name: string; fallback_message: string }
  question: string
  /** The last messages before the question, oldest first. */
  recent: Turn[]
  /** Above the cut, best first, at most three. */
  chunks: RankedChunk[]
}

/** Writes an answer from chunks: by a language model, or by quoting them. */
export type Writer = {
  engine: 'local' | 'openai'
  /** Says the text as it comes; gives which chunks it used (indices into `chunks`): none when it refused. */
  write(
    request: WriteRequest,
    say: (text: string) => void,
    signal: AbortSignal,
    purse: { ask: AskModel },
  ): Promise<number[]>
}
