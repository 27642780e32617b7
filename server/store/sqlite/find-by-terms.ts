import { sql, type Kysely, type Transaction } from 'kysely'
import type { TextMatches } from '../knowledge-store.ts'
import type { Tables } from './schema.ts'
import { MAX_TERMS, toPhrase } from './search-text.ts'

/** bm25() of a term that fills the whole chunk, as a multiple of its rarity: k1 + 1, and FTS5 fixes k1 at 1.2. */
const MAX_SATURATION = 2.2

/** One query for each term, in one snapshot, so that a hit can say which terms it holds. */
export async function findByTerms(
  db: Kysely<Tables>,
  botId: string,
  terms: string[],
  limit: number,
): Promise<TextMatches> {
  return db
    .transaction()
    .setAccessMode('read only')
    .execute(async (trx) => {
      const total = await countChunks(trx, botId)
      const hits = new Map<number, TextMatches['hits'][number]>()
      const documentCounts: number[] = []
      for (const [i, term] of terms.slice(0, MAX_TERMS).entries()) {
        const rows = await findTerm(trx, botId, term)
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
    })
}

async function countChunks(trx: Transaction<Tables>, botId: string): Promise<number> {
  const { total } = await trx
    .selectFrom('chunks')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('bot_id', '=', botId)
    .executeTakeFirstOrThrow()
  return total
}

/**
 * bm25() weighs a term by its rarity among every bot's chunks. A huge column weight leaves only that rarity, so the
 * quotient is free of it (0 to 1) and the caller can weigh by the rarity within the bot.
 */
async function findTerm(
  trx: Transaction<Tables>,
  botId: string,
  term: string,
): Promise<{ chunk_id: number; saturation: number }[]> {
  const found = await sql<{ chunk_id: number; saturation: number }>`
    SELECT chunk_words.rowid AS chunk_id, bm25(chunk_words) / bm25(chunk_words, 1e12) AS saturation
    FROM bots CROSS JOIN chunk_words
      ON chunk_words.rowid BETWEEN (bots.number << 32) AND (bots.number << 32) + 4294967295
    WHERE bots.id = ${botId} AND chunk_words MATCH ${toPhrase(term)}`.execute(trx)
  return found.rows
}
