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

/** By place; zeros but while it is counted in, since a search of many chunks would else leave much for the garbage collection. */
let tally = new Float64Array()

/** One query for each term, so that a hit can say which terms it holds. */
export function findByTerms(run: Run, memory: TermMemory, botId: string, terms: string[], limit: number): TextMatches {
  const state = findState(run, botId)
  const found = terms.slice(0, MAX_TERMS).map((term, index) => {
    const phrase = toPhrase(term)
    const hits = memory.recall(state, phrase, () => findTerm(run, state, phrase))
    const count = hits.places.length
    const rarity = Math.log(1 + (state.total - count + 0.5) / (count + 0.5))
    return { index, hits, count, weight: rarity * MAX_SATURATION }
  })
  const common = found.filter(({ count }) => count > MANY_CHUNKS).toSorted((a, b) => a.count - b.count)
  const rarestFirst = [...found.filter(({ count }) => count <= MANY_CHUNKS), ...common]

  if (tally.length < state.chunks_made) tally = new Float64Array(state.chunks_made)
  const places: number[] = []
  function add(place: number, score: number): void {
    const before = tally[place] ?? 0
    if (before === 0) places.push(place)
    tally[place] = before + score
  }
  for (const { hits, count, weight } of rarestFirst) {
    if (count > MANY_CHUNKS && places.length >= limit) {
      for (const place of places) tally[place] = (tally[place] ?? 0) + weight * findSaturation(hits, place)
    } else for (let at = 0; at < count; at++) add(hits.places[at] ?? 0, weight * (hits.saturations[at] ?? 0))
  }
  const best = takeBest(places, limit)
  for (const place of places) tally[place] = 0

  const hits = best.map(({ place, score }) => {
    const held = rarestFirst.flatMap(({ index, hits, weight }) => {
      const saturation = findSaturation(hits, place)
      return saturation > 0 ? [{ index, score: weight * saturation }] : []
    })
    return {
      chunk_id: state.number * 2 ** 32 + place,
      score,
      terms: held.map(({ index }) => index),
      scores: held.map(({ score }) => score),
    }
  })
  return { total: state.total, documentCounts: found.map(({ count }) => count), hits }
}

function takeBest(places: number[], limit: number): { place: number; score: number }[] {
  const scores = Float64Array.from(places, (place) => tally[place] ?? 0).sort()
  const least = scores[scores.length - limit] ?? -Infinity
  return places
    .filter((place) => (tally[place] ?? 0) >= least)
    .map((place) => ({ place, score: tally[place] ?? 0 }))
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .slice(0, limit)
}

function findTerm(run: Run, { number }: KnowledgeState, phrase: string): TermHits {
  const first = number * 2 ** 32
  const rows = run<{ place: number; saturation: number }>(FIND_TERM, [first, first, first + 2 ** 32 - 1, phrase])
  return {
    places: Uint32Array.from(rows, ({ place }) => place),
    saturations: Float32Array.from(rows, ({ saturation }) => saturation),
  }
}

/** Zero for a chunk that does not hold the term. */
function findSaturation({ places, saturations }: TermHits, wanted: number): number {
  let [low, high] = [0, places.length - 1]
  while (low <= high) {
    const middle = (low + high) >>> 1
    const place = places[middle] ?? 0
    if (place === wanted) return saturations[middle] ?? 0
    if (place < wanted) low = middle + 1
    else high = middle - 1
  }
  return 0
}
