import type { StoredChunk, TextMatches } from '../store/store.ts'

/** A chunk with its relevance to a question: 0..1 on one calibrated scale, 0.7 the default cut. */
export type RankedChunk = StoredChunk & { relevance: number }

/** What an answer may be made from. */
export const RELEVANCE_CUT = 0.7

export type Signals = { chunk_id: number; score: number; cosine: number; coverage: number }

/**
 * Joins both searches: the sum of BM25 and cosine, each divided by its own maximum. Best first. Of five fusions measured it had the
 * most right first hits in English, German and Spanish (.953, .891, .914 on XQuAD; reciprocal ranks: .932, .767, .710).
 */
export function fuse(
  text: TextMatches,
  nearest: { chunk_id: number; cosine: number }[],
  ownTerms?: number[],
): Signals[] {
  const maxScore = Math.max(0, ...text.hits.map(({ score }) => score))
  const maxCosine = Math.max(0, ...nearest.map(({ cosine }) => cosine))
  const textHits = new Map(text.hits.map((hit) => [hit.chunk_id, hit]))
  const cosines = new Map(nearest.map(({ chunk_id, cosine }) => [chunk_id, cosine]))
  // A chunk that is not among the nearest is at most as near as the last of them.
  const farthest = nearest.at(-1)?.cosine

  return [...new Set([...textHits.keys(), ...cosines.keys()])]
    .map((chunk_id) => {
      const hit = textHits.get(chunk_id)
      const cosine = cosines.get(chunk_id) ?? farthest ?? 0
      const score = share(hit?.score ?? 0, maxScore) + share(cosine, maxCosine)
      return { chunk_id, score, cosine, coverage: coverage(text, hit?.terms ?? [], ownTerms) }
    })
    .sort((a, b) => b.score - a.score || a.chunk_id - b.chunk_id)
}

/** The share of the asked terms that a chunk holds, each weighted by its rarity in the bot's knowledge. */
function coverage({ total, documentCounts }: TextMatches, held: number[], counted: number[] | undefined): number {
  const rarity = (index: number) => {
    const count = documentCounts[index] ?? 0
    return Math.log(1 + (total - count + 0.5) / (count + 0.5))
  }
  const sum = (indices: number[]) => indices.reduce((weight, index) => weight + rarity(index), 0)
  const asked = counted ?? documentCounts.map((_, index) => index)
  return share(sum(asked.filter((index) => held.includes(index))), sum(asked))
}

const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0)
