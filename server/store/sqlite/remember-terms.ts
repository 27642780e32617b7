import type { Connection } from './connection.ts'
import type { KnowledgeState } from './knowledge-state.ts'

/** The chunks that hold a term, by their place in the bot's range of ids, and how much of each it fills. */
export type TermHits = { places: Uint32Array; saturations: Float32Array }

/** Of all terms together: 8 MB. */
const MAX_HITS = 1_000_000
/** What a term takes besides its hits, as so many of them: strangers may ask for any word. */
const HITS_A_TERM = 50

export type TermMemory = {
  /** What was found in that state of the bot's knowledge, or what `find` finds now. */
  recall(state: KnowledgeState, phrase: string, find: () => TermHits): TermHits
}

/** Visitors use the same words: a search of 10,000 chunks for a common one takes some 5 ms, of 24 chunks 0.03. Another file in the place of the present one is another memory. */
export function rememberTerms(connection: Connection, maxHits = MAX_HITS): TermMemory {
  const memory = new Map<string, TermHits>()
  let size = 0
  let file = connection.database
  const weigh = ({ places }: TermHits): number => HITS_A_TERM + places.length

  function forget(key: string, hits: TermHits): void {
    memory.delete(key)
    size -= weigh(hits)
  }

  return {
    recall({ number, chunks_made, total }, phrase, find) {
      if (file !== connection.database) {
        memory.clear()
        size = 0
        file = connection.database
      }
      const key = `${number} ${chunks_made} ${total} ${phrase}`
      const known = memory.get(key)
      if (known !== undefined) forget(key, known)
      const hits = known ?? find()
      memory.set(key, hits)
      size += weigh(hits)
      for (const [oldest, others] of memory) {
        if (size <= maxHits || oldest === key) break
        forget(oldest, others)
      }
      return hits
    },
  }
}
