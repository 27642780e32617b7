import type { Kysely } from 'kysely'
import type { SessionStore } from '../account-store.ts'
import type { Tables } from './schema.ts'

export function openSessions(db: Kysely<Tables>): SessionStore {
  return {
    async create(session) {
      await db.insertInto('sessions').values(session).execute()
    },

    async find(tokenHash, now) {
      return db
        .selectFrom('sessions')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .where('expires_at', '>', now)
        .executeTakeFirst()
    },

    async delete(tokenHash) {
      await db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute()
    },

    async deleteAll() {
      await db.deleteFrom('sessions').execute()
    },

    async deleteExpired(now) {
      await db.deleteFrom('sessions').where('expires_at', '<=', now).execute()
    },
  }
}
