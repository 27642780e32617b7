import type { Kysely } from 'kysely'
import type { SettingStore } from '../account-store.ts'
import type { Tables } from './schema.ts'

export function openSettings(db: Kysely<Tables>): SettingStore {
  return {
    async find(key) {
      const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst()
      return row?.value
    },

    async replace(key, value) {
      await db
        .insertInto('settings')
        .values({ key, value })
        .onConflict((oc) => oc.column('key').doUpdateSet({ value }))
        .execute()
    },
  }
}
