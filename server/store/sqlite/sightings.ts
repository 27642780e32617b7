import { sql, type Kysely } from 'kysely'
import type { SightingRecord, SightingStore } from '../bot-store.ts'
import type { Tables } from './schema.ts'

export function openSightings(db: Kysely<Tables>): SightingStore {
  return {
    async note({ bot_id, host, seen_at }, maxHosts, mayReplace) {
      await db.transaction().execute(async (trx) => {
        await sql`
          INSERT INTO sightings (bot_id, host, seen_at)
          SELECT id, ${host}, ${seen_at} FROM bots WHERE id = ${bot_id} AND (
            ${mayReplace ? 1 : 0} OR EXISTS (SELECT 1 FROM sightings WHERE bot_id = ${bot_id} AND host = ${host})
            OR (SELECT count(*) FROM sightings WHERE bot_id = ${bot_id}) < ${maxHosts}
          )
          ON CONFLICT (bot_id, host) DO UPDATE SET seen_at = excluded.seen_at`.execute(trx)
        await sql`
          DELETE FROM sightings WHERE bot_id = ${bot_id} AND host IN (
            SELECT host FROM sightings WHERE bot_id = ${bot_id} ORDER BY seen_at DESC, host LIMIT -1 OFFSET ${maxHosts}
          )`.execute(trx)
      })
    },

    async list(botId) {
      return db
        .selectFrom('sightings')
        .selectAll()
        .where('bot_id', '=', botId)
        .orderBy('seen_at', 'desc')
        .orderBy('host')
        .execute()
    },

    async listLatest() {
      const { rows } = await sql<SightingRecord>`
        SELECT bot_id, host, max(seen_at) AS seen_at FROM sightings GROUP BY bot_id`.execute(db)
      return rows
    },
  }
}
