import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, openSqliteStore } from '#server/store/sqlite/open.ts'
import type { Store } from '#server/store/store.ts'

/** A real store on a fresh file; `close` removes the file. */
export async function openTestStore(): Promise<{ store: Store; path: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-'))
  const path = join(folder, 'frontdesk.db')
  const store = await openSqliteStore(path)
  return {
    store,
    path,
    async close() {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The same with a connection of one's own to the file, past the store. */
export async function openTestDatabase() {
  const { store, path, close } = await openTestStore()
  const database = openDatabase(path)
  return {
    store,
    database,
    async close() {
      database.close()
      await close()
    },
  }
}
