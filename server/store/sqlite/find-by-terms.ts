import type { TextMatches } from '../knowledge-store.ts'
import { findState, type KnowledgeState } from './knowledge-state.ts'
import type { TermHits, TermMemory } from './remember-terms.ts'
import { MAX_TERMS, toPhrase } from './search-text.ts'
import type { Run } from './units.ts'

/** bm25() of a term that fills the whole chunk, as a multiple of its rarity: k1 + 1, and FTS5 fixes k1 at 1.2. */
const MAX_SATURATION = 2.2
/** A word of more chunks says little: where rarer ones found enough, it only adds to what they found. */
const MANY_CHUNKS = 1_000

/**
 * bm25() weighs a term by its rarity among every bot's chunks. A huge column weight leaves only that rarity, so the
 * quotient is free of it (0 to 1) and the caller can weigh by the rarity within the bot. FTS5 heeds a range of whole numbers alone,
 * and the driver binds them as others.
 */
const FIND_TERM = `
  SELECT rowid - CAST(? AS INTEGER) AS place, bm25(chunk_words) / bm25(chunk_words, 1e12) AS saturation
  FROM chunk_words
  WHERE rowid BETWEEN CAST(? AS INTEGER) AND CAST(? AS INTEGER) AND chunk_words MATCH ?`

/** One query for each term, so that a hit can say which terms it holds. */
export function findByTerms(run: Run, memory: TermMemory, botId: string, terms: string[], limit: number): TextMatches {
  const state = findState(run, botId)
  const first = state.number * 2 ** 32
  const found = terms.slice(0, MAX_TERMS).map((term, index) => {
    const phrase = toPhrase(term)
    return { index, hits: memory.recall(state, phrase, () => findTerm(run, state, phrase)) }
  })
  const isCommon = ({ hits }: { hits: TermHits }): boolean => hits.places.length > MANY_CHUNKS
  const common = found.filter(isCommon).toSorted((a, b) => a.hits.places.length - b.hits.places.length)
  const best = new Map<number, TextMatches['hits'][number]>()
  for (const { index, hits } of [...found.filter((term) => !isCommon(term)), ...common]) {
    const count = hits.places.length
    const rarity = Math.log(1 + (state.total - count + 0.5) / (count + 0.5))
    const add = (chunk_id: number, saturation: number): void => {
      const hit = best.get(chunk_id) ?? { chunk_id, score: 0, terms: [], scores: [] }
      const score = rarity * MAX_SATURATION * saturation
      hit.score += score
      hit.scores.push(score)
      hit.terms.push(index)
      best.set(chunk_id, hit)
    }
    if (count > MANY_CHUNKS && best.size >= limit) {
      for (const chunk_id of best.keys()) {
        const saturation = hits.saturations[findIndex(hits.places, chunk_id - first)]
        if (saturation !== undefined) add(chunk_id, saturation)
      }
    } else hits.places.forEach((place, at) => add(first + place, hits.saturations[at] ?? 0))
  }
  const hits = [...best.values()].sort((a, b) => b.score - a.score || a.chunk_id - b.chunk_id).slice(0, limit)
  return { total: state.total, documentCounts: found.map(({ hits }) => hits.places.length), hits }
}

function findTerm(run: Run, { number }: KnowledgeState, phrase: string): TermHits {
  const first = number * 2 ** 32
  const rows = run<{ place: number; saturation: number }>(FIND_TERM, [first, first, first + 2 ** 32 - 1, phrase])
  return {
    places: Uint32Array.from(rows, ({ place }) => place),
    saturations: Float32Array.from(rows, ({ saturation }) => saturation),
  }
}

/** Where a number stands among sorted ones; -1 where it does not. */
function findIndex(sorted: Uint32Array, wanted: number): number {
  let [low, high] = [0, sorted.length - 1]
  while (low <= high) {
    const middle = (low + high) >>> 1
    const value = sorted[middle] ?? 0
    if (value === wanted) return middle
    if (value < wanted) low = middle + 1
    else high = middle - 1
  }
  return -1
}
