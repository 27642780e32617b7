import { sql, type Kysely } from 'kysely'
import type { Counts } from '#shared/backup.ts'
import type { CountStore } from '../account-store.ts'
import type { Tables } from './schema.ts'

export function openCounts(db: Kysely<Tables>): CountStore {
  return {
    async all() {
      // SQLite counts the smallest index of each table. Of an older database too, before its update: no newer column is named.
      const { rows } = await sql<Counts>`
        SELECT
          (SELECT count(*) FROM bots) AS bots,
          (SELECT count(*) FROM sources) AS sources,
          (SELECT count(*) FROM chunks) AS chunks,
          (SELECT count(*) FROM conversations) AS conversations,
          (SELECT count(*) FROM messages) AS messages`.execute(db)
      const [counts] = rows
      if (counts === undefined) throw new Error('A count gave no row.')
      return counts
    },

    async month(month) {
      const row = await db
        .selectFrom('usage')
        .select((eb) => [
          eb.fn.coalesce(eb.fn.sum<number>('messages'), eb.lit(0)).as('messages'),
          sql<number>`coalesce(sum(prompt_tokens + completion_tokens), 0)`.as('tokens'),
          eb.fn.coalesce(eb.fn.sum<number>('cost_micro_usd'), eb.lit(0)).as('cost_micro_usd'),
        ])
        .where('month', '>=', month)
        .executeTakeFirstOrThrow()
      return row
    },
  }
}
