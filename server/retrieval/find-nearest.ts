import type { Deps } from '../deps.ts'
import type { KnowledgeStore } from '../store/knowledge-store.ts'

/** 1,000 vectors of 1,536 dimensions, or 4,000 of 384: 8 ms. The thread costs 1 ms more, and 100 ms when it must be started. */
const MAX_BYTES_HERE = 6 * 2 ** 20

/** The knowledge, with many vectors compared in a thread: 20,000 would keep everyone else waiting for 160 ms. */
export function compareElsewhere(knowledge: KnowledgeStore, { run }: Pick<Deps['workshop'], 'run'>): KnowledgeStore {
  return {
    ...knowledge,
    async findByVector(bot_id, embedder, vector, limit) {
      if (await knowledge.hasMoreVectors(bot_id, embedder, Math.floor(MAX_BYTES_HERE / vector.byteLength))) {
        return run('find_nearest', { bot_id, embedder, vector, limit })
      }
      return knowledge.findByVector(bot_id, embedder, vector, limit)
    },
  }
}
