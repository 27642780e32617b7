import type { Database } from 'better-sqlite3'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestStore } from '#server/testing/open-test-store.ts'
import { buildMessage, createBot, NOON } from '../contract-fixtures.ts'
import { buildStore, openDatabase } from './open.ts'
import { openQueries, type Queries } from './queries.ts'

let opened: Awaited<ReturnType<typeof openTestStore>>
let database: Database
let other: Database
let queries: Queries
let db: Queries['db']
beforeEach(async () => {
  opened = await openTestStore()
  database = openDatabase(opened.path)
  other = openDatabase(opened.path)
  for (const connection of [database, other]) connection.pragma('busy_timeout = 0')
  queries = openQueries({ database })
  db = queries.db
})
afterEach(async () => {
  database.close()
  other.close()
  await opened.close()
})

const writeElsewhere = (): void => void other.exec("INSERT INTO settings VALUES ('other', '')")
const write = () => db.insertInto('settings').values({ key: 'ours', value: '' }).execute()

test('a transaction that reads first lets nobody write before it does', async () => {
  await db.transaction().execute(async (trx) => {
    await trx.selectFrom('settings').selectAll().execute()
    expect(writeElsewhere).toThrow('database is locked')
    await trx.insertInto('settings').values({ key: 'ours', value: '' }).execute()
  })
  writeElsewhere()
})

test("a transaction that only reads stands in nobody's way and sees one moment", async () => {
  await db
    .transaction()
    .setAccessMode('read only')
    .execute(async (trx) => {
      expect(await trx.selectFrom('settings').selectAll().execute()).toEqual([])
      writeElsewhere()
      expect(await trx.selectFrom('settings').selectAll().execute()).toEqual([])
    })
  expect(await db.selectFrom('settings').select('key').execute()).toEqual([{ key: 'other' }])
})

test('a search does not wait for a training that is being written', async () => {
  other.exec('BEGIN IMMEDIATE')
  const { knowledge } = buildStore(queries, { replaceWith: async () => false, close: async () => {} })
  expect(await knowledge.findByTerms('a', ['bread'], 5)).toMatchObject({ hits: [] })
  expect(await knowledge.findByVector('a', 'test', Float32Array.of(1, 0), 5)).toEqual([])
  other.exec('ROLLBACK')
})

describe('while another thread writes', () => {
  test('whoever writes waits until it has written, and holds up nobody', async () => {
    const { store } = opened
    await createBot(store, 'bot')
    other.exec('BEGIN IMMEDIATE')
    writeElsewhere()
    const writes = Promise.all([
      store.settings.replace('ours', ''),
      store.conversations.accept(buildMessage('bot', 's', 'm'), NOON),
    ])
    expect(await store.settings.find('other')).toBeUndefined()
    other.exec('COMMIT')
    expect((await writes)[1]).toBeDefined()
    expect(await store.settings.find('other')).toBe('')
  })

  test('a database that stays locked is unavailable, and not for longer than that', async () => {
    const { db: hurried } = openQueries({ database }, { patienceMs: 20 })
    const hurry = () => hurried.insertInto('settings').values({ key: 'ours', value: '' }).execute()
    other.exec('BEGIN IMMEDIATE')
    await expect(hurry()).rejects.toMatchObject({ code: 'unavailable' })
    other.exec('ROLLBACK')
    await expect(hurry()).resolves.toBeDefined()
  })
})

test('a clash is a conflict with its cause; a mistake of ours stays a plain error', async () => {
  await write()
  await expect(write()).rejects.toMatchObject({
    code: 'conflict',
    message: 'This exists already.',
    cause: { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' },
  })
  await expect(sql`SELECT nothing FROM bots`.execute(db)).rejects.toMatchObject({ code: 'SQLITE_ERROR' })
})
