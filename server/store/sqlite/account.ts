import type { Kysely } from 'kysely'
import { AppError } from '#server/errors.ts'
import type { AccountStore } from '../account-store.ts'
import type { Tables } from './schema.ts'

/** There is one account, so its row has one possible id. */
const ONLY_ID = 1

export function openAccount(db: Kysely<Tables>): AccountStore {
  return {
    async find() {
      return db.selectFrom('account').select(['username', 'password_hash', 'created_at']).executeTakeFirst()
    },

    async create(account) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('account')
        .values({ id: ONLY_ID, ...account })
        .onConflict((oc) => oc.doNothing())
        .executeTakeFirstOrThrow()
      if (numInsertedOrUpdatedRows === 0n) {
        throw new AppError('conflict', 'An account exists already. Please sign in.')
      }
    },

    async replacePassword(passwordHash, keepTokenHash) {
      await db.transaction().execute(async (trx) => {
        await trx.updateTable('account').set({ password_hash: passwordHash }).execute()
        await trx.deleteFrom('sessions').where('token_hash', 'is not', keepTokenHash).execute()
      })
    },
  }
}
