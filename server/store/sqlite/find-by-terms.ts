import type { TextMatches } from '../knowledge-store.ts'
import { MAX_TERMS, toPhrase } from './search-text.ts'
import type { Run } from './units.ts'

/** bm25() of a term that fills the whole chunk, as a multiple of its rarity: k1 + 1, and FTS5 fixes k1 at 1.2. */
const MAX_SATURATION = 2.2

const COUNT_CHUNKS = 'SELECT count(*) AS total FROM chunks WHERE bot_id = ?'
/**
 * bm25() weighs a term by its rarity among every bot's chunks. A huge column weight leaves only that rarity, so the
 * quotient is free of it (0 to 1) and the caller can weigh by the rarity within the bot.
 */
const FIND_TERM = `
  SELECT chunk_words.rowid AS chunk_id, bm25(chunk_words) / bm25(chunk_words, 1e12) AS saturation
  FROM bots CROSS JOIN chunk_words
    ON chunk_words.rowid BETWEEN (bots.number << 32) AND (bots.number << 32) + 4294967295
  WHERE bots.id = ? AND chunk_words MATCH ?`

/** One query for each term, so that a hit can say which terms it holds. */
export function findByTerms(run: Run, botId: string, terms: string[], limit: number): TextMatches {
  const total = run<{ total: number }>(COUNT_CHUNKS, [botId])[0]?.total ?? 0
  const hits = new Map<number, TextMatches['hits'][number]>()
  const documentCounts: number[] = []
  for (const [i, term] of terms.slice(0, MAX_TERMS).entries()) {
    const rows = run<{ chunk_id: number; saturation: number }>(FIND_TERM, [botId, toPhrase(term)])
    documentCounts.push(rows.length)
    const rarity = Math.log(1 + (total - rows.length + 0.5) / (rows.length + 0.5))
    for (const { chunk_id, saturation } of rows) {
      const hit = hits.get(chunk_id) ?? { chunk_id, score: 0, terms: [], scores: [] }
      const score = rarity * MAX_SATURATION * saturation
      hit.score += score
      hit.scores.push(score)
      hit.terms.push(i)
      hits.set(chunk_id, hit)
    }
  }
  const best = [...hits.values()].sort((a, b) => b.score - a.score || a.chunk_id - b.chunk_id)
  return { total, documentCounts, hits: best.slice(0, limit) }
}
