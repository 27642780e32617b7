import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { Kysely } from 'kysely'
import { z } from 'zod'
import { migrations } from '#migrations/index.ts'
import { buildDialect } from '#server/store/sqlite/dialect.ts'
import { migrate } from '#server/store/sqlite/migrate.ts'
import { openDatabase } from '#server/store/sqlite/open.ts'
import type { Tables } from '#server/store/sqlite/schema.ts'

const NOON = '2026-03-01T12:00:00.000Z'
const CONVERSATIONS = 40

/** Each with the number of the migration that made its table. */
const ROWS: [from: number, sql: string][] = [
  [
    1,
    `INSERT INTO bots (number, id, name, welcome_message, fallback_message, accent_color, position, show_button_text,
       button_text, key_hash, key_sealed, message_limit, chunks_made, created_at, updated_at)
     VALUES (1, 'a', 'Anna', 'Hi', 'No', '#000000', 'bottom-right', 0, '', x'01', x'02', 10, 2, '${NOON}', '${NOON}')`,
  ],
  [
    1,
    `INSERT INTO sources (id, bot_id, type, content, title, status, words, chunks, embedder, created_at, updated_at)
     VALUES ('s', 'a', 'text', 'bread', 'Bread', 'done', 2, 1, 'test', '${NOON}', '${NOON}')`,
  ],
  [1, `INSERT INTO chunks VALUES (4294967297, 'a', 's', 0, '[]', 'bread is baked')`],
  [1, `INSERT INTO chunk_words (rowid, search_text) VALUES (4294967297, 'bread is baked')`],
  [
    1,
    `INSERT INTO vectors (chunk_id, window_index, bot_id, embedder, embedding)
     VALUES (4294967297, 0, 'a', 'test', x'0000803f00000000')`,
  ],
  [1, `INSERT INTO usage (bot_id, month, messages, prompt_tokens) VALUES ('a', '2026-03', ${CONVERSATIONS}, 5)`],
  [1, `INSERT INTO account VALUES (1, 'owner', 'hash', '${NOON}')`],
  [1, `INSERT INTO sessions VALUES ('token', '${NOON}', '2099-01-01T00:00:00.000Z')`],
  [1, `INSERT INTO settings VALUES ('message_limit_default', '77')`],
  [5, `INSERT INTO source_texts VALUES ('s', 'bread is baked')`],
  [6, `INSERT INTO sightings VALUES ('a', 'shop.example', '${NOON}')`],
]

/** A database as the release with so many migrations made it, with something in each of its tables. */
export async function fillEveryTable(path: string, migrationCount: number): Promise<void> {
  mkdirSync(dirname(path), { recursive: true })
  new SqliteDatabase(path).close()
  const database = openDatabase(path)
  const db = new Kysely<Tables>({ dialect: buildDialect({ database }) })
  await migrate(db, Object.fromEntries(Object.entries(migrations).slice(0, migrationCount)))
  for (const [from, sql] of ROWS) if (from <= migrationCount) database.exec(sql)
  for (let i = 0; i < CONVERSATIONS; i++) {
    database
      .prepare('INSERT INTO conversations (id, bot_id, session_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?)')
      .run(`c${i}`, 'a', `session ${i}`, NOON, NOON)
    for (const [seq, role, answered] of [
      [2 * i + 1, 'user', null],
      [2 * i + 2, 'assistant', i % 2],
    ] as const) {
      const text = `${role} ${i} `.repeat(60)
      database
        .prepare(
          `INSERT INTO messages (seq, id, conversation_id, role, content, status, answered, month, created_at)
           VALUES (?, ?, ?, ?, ?, 'complete', ?, '2026-03', ?)`,
        )
        .run(seq, `m${seq}`, `c${i}`, role, text, answered, NOON)
      if (migrationCount >= 4) {
        database.prepare(`INSERT INTO message_words (rowid, bot, search_text) VALUES (?, '1', ?)`).run(seq, text)
      }
    }
  }
  if (migrationCount >= 4) {
    database.exec(
      `UPDATE conversations SET unanswered = (SELECT count(*) FROM messages WHERE conversation_id = conversations.id AND answered = 0)`,
    )
  }
  await db.destroy()
}

const namesSchema = z.array(z.string())

/** Every row of every table of ours; `like` names the tables and, by their rows, the columns that are wanted. */
export function readEveryTable(path: string, like?: Record<string, unknown[]>): Record<string, unknown[]> {
  const database = openDatabase(path)
  const tables = namesSchema.parse(
    database
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
         AND name NOT LIKE 'kysely%' AND name NOT LIKE '%~_words%' ESCAPE '~' ORDER BY name`,
      )
      .pluck()
      .all(),
  )
  const read = (table: string): unknown[] => {
    const [first] = z.array(z.record(z.string(), z.unknown())).parse(like?.[table] ?? [])
    const columns = first === undefined ? '*' : Object.keys(first).join(', ')
    return database.prepare(`SELECT ${columns} FROM ${table} ORDER BY 1, 2`).all()
  }
  const wanted = like === undefined ? tables : Object.keys(like)
  const rows = Object.fromEntries(wanted.map((table) => [table, read(table)]))
  database.close()
  return rows
}
