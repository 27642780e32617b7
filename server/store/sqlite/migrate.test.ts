import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import SqliteDatabase from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as init from '#migrations/0001-init.ts'
import { migrations } from '#migrations/index.ts'
import { createBot, NOON, train } from '../contract-fixtures.ts'
import { buildDialect } from './dialect.ts'
import { migrate } from './migrate.ts'
import { openDatabase, openSqliteStore } from './open.ts'
import type { Tables } from './schema.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frontdesk-'))
  path = join(folder, 'frontdesk.db')
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function migrateTo(registry: Record<string, Migration>): Promise<void> {
  new SqliteDatabase(path).close()
  const db = new Kysely<Tables>({ dialect: buildDialect({ database: openDatabase(path) }) })
  try {
    await migrate(db, registry)
  } finally {
    await db.destroy()
  }
}

/** As `sqlite_schema` has it, without SQLite's own tables and those behind the text indexes. */
function readSchema(): string {
  const database = openDatabase(path)
  const rows = database
    .prepare(
      `SELECT sql FROM sqlite_schema
       WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name NOT LIKE '%~_words~_%' ESCAPE '~'
       ORDER BY name`,
    )
    .pluck()
    .all()
  database.close()
  return rows.map((row) => `${String(row).replace(/\n {4}/g, '\n')};\n`).join('\n')
}

test('the schema is the one in schema.sql', async () => {
  await migrateTo(migrations)
  await expect(readSchema()).toMatchFileSnapshot('../../../migrations/schema.sql')
})

test('names sort in the order they were added', () => {
  expect(Object.keys(migrations)).toEqual(Object.keys(migrations).toSorted())
})

test.each(Object.keys(migrations).map((_, i) => i))(
  'a database with the first %i migrations is brought up to date',
  async (count) => {
    await migrateTo(Object.fromEntries(Object.entries(migrations).slice(0, count)))
    await migrateTo(migrations)
    await (await openSqliteStore(path)).close()
    await expect(readSchema()).toMatchFileSnapshot('../../../migrations/schema.sql')
  },
)

test('a bot made before it had a relevance cut has the one of all until then', async () => {
  await migrateTo({ '0001-init': init })
  const database = openDatabase(path)
  database
    .prepare(
      `INSERT INTO bots (id, name, welcome_message, fallback_message, accent_color, position, show_button_text,
         button_text, key_hash, key_sealed, message_limit, created_at, updated_at)
       VALUES ('a', '', '', '', '', 'bottom-right', 0, '', x'00', x'00', 10, '', '')`,
    )
    .run()
  database.close()
  const store = await openSqliteStore(path)
  expect(await store.bots.find('a')).toMatchObject({ relevance_cut: 0.7, message_limit: 10 })
  await store.close()
})

test('messages kept before there was a search are found, and what went unanswered is known', async () => {
  await migrateTo(Object.fromEntries(Object.entries(migrations).slice(0, 3)))
  const database = openDatabase(path)
  database
    .prepare(
      `INSERT INTO bots (number, id, name, welcome_message, fallback_message, accent_color, position, show_button_text,
         button_text, key_hash, key_sealed, message_limit, created_at, updated_at)
       VALUES (3, 'a', '', '', '', '', 'bottom-right', 0, '', x'00', x'00', 10, '', '')`,
    )
    .run()
  for (const id of ['1', '2']) {
    database.prepare("INSERT INTO conversations VALUES (?, 'a', ?, ?, ?)").run(id, `session ${id}`, NOON, NOON)
  }
  const keep = database.prepare(
    "INSERT INTO messages (id, conversation_id, role, content, status, answered, created_at) VALUES (?, ?, ?, ?, 'complete', ?, '')",
  )
  for (let i = 0; i < 1_100; i++) keep.run(`${i}`, '1', 'user', `question ${i}`, null)
  keep.run('q', '2', 'user', 'Größe der 食パン? 5kg', null)
  keep.run('a', '2', 'assistant', 'I do not know.', 0)
  database.close()

  const store = await openSqliteStore(path)
  const search = async (words: string, botId = 'a') =>
    (await store.transcripts.search(words, { bot_id: botId }, undefined, 5)).items.map(({ id }) => id)
  expect(await search('question 1099')).toEqual(['1'])
  for (const words of ['grösse', '食パン', '5 kg', 'do not']) expect(await search(words), words).toEqual(['2'])
  const { items } = await store.transcripts.list({ unanswered: true }, undefined, 5)
  expect(items).toEqual([expect.objectContaining({ id: '2', unanswered: 1 })])
  await store.close()
})

test('a newer database is refused and left as it is', async () => {
  await migrateTo({
    ...migrations,
    '9999-later': { up: async (db) => void (await sql`CREATE TABLE later (id INTEGER)`.execute(db)) },
  })
  const before = readSchema()
  await expect(openSqliteStore(path)).rejects.toThrow('written by a newer Frontdesk (9999-later)')
  await expect(openSqliteStore(path, { migrate: false })).rejects.toThrow('newer Frontdesk')
  expect(readSchema()).toBe(before)
})

test.each([
  ['fails', 'SELECT no_such_function()'],
  [
    'leaves rows that point at nothing',
    "INSERT INTO conversations (id, bot_id, session_id, created_at, updated_at) VALUES ('c', 'no such bot', 's', '', '')",
  ],
])('a migration that %s changes nothing', async (_name, last) => {
  await migrateTo(migrations)
  const before = readSchema()
  const bad: Migration = {
    up: async (db) => {
      await sql`CREATE TABLE half (id INTEGER)`.execute(db)
      await sql.raw(last).execute(db)
    },
  }
  await expect(migrateTo({ ...migrations, '9999-bad': bad })).rejects.toThrow()
  expect(readSchema()).toBe(before)
  await (await openSqliteStore(path)).close()
})

test('a migration may rebuild a table without losing the rows that belong to it', async () => {
  const store = await openSqliteStore(path)
  await createBot(store, 'a')
  await train(store, 'a', '1', [])
  await store.close()
  const rebuild: Migration = {
    up: async (db) => {
      await sql`CREATE TABLE bots_new AS SELECT * FROM bots`.execute(db)
      await sql`DROP TABLE bots`.execute(db)
      await sql`ALTER TABLE bots_new RENAME TO bots`.execute(db)
      await sql`CREATE UNIQUE INDEX bots_id ON bots (id)`.execute(db)
    },
  }
  await migrateTo({ ...migrations, '9999-rebuild': rebuild })
  const database = openDatabase(path)
  expect(database.prepare('SELECT id FROM sources').pluck().all()).toEqual(['1'])
  database.close()
})
