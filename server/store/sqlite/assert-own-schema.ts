import SqliteDatabase, { type Database } from 'better-sqlite3'
import { Kysely } from 'kysely'
import { z } from 'zod'
import { AppError } from '#server/errors.ts'
import { migrations } from '#migrations/index.ts'
import { buildDialect } from './dialect.ts'
import { migrate } from './migrate.ts'
import type { Tables } from './schema.ts'

const objectsSchema = z.array(z.object({ type: z.string(), name: z.string(), sql: z.string().nullable() }))

/**
 * A trigger or a view of someone else's would run inside our process. So the schema must be, word for word, what our
 * migrations make as far as this database has had them.
 */
export async function assertOwnSchema(database: Database, applied: string[]): Promise<void> {
  const names = Object.keys(migrations)
  const newer = applied.find((name) => !names.includes(name))
  if (newer !== undefined) {
    throw new AppError(
      'unprocessable',
      `This backup was made by a newer Frontdesk (${newer}). Update this one first, then restore it.`,
    )
  }
  const expected = await buildSchema(names.slice(0, applied.length))
  const found = readSchema(database)
  const isOwn = applied.every((name, i) => name === names[i]) && applied.length > 0
  const foreign = [...found].find(([name, sql]) => expected.get(name) !== sql)
  if (isOwn && foreign === undefined && found.size === expected.size) return
  const what = foreign === undefined ? 'Something is missing in it.' : `"${foreign[0]}" is not of our making.`
  throw new AppError('unprocessable', `The database in this backup was changed by another program. ${what}`)
}

async function buildSchema(names: string[]): Promise<Map<string, string>> {
  const database = new SqliteDatabase(':memory:')
  try {
    const registry = Object.fromEntries(Object.entries(migrations).filter(([name]) => names.includes(name)))
    await migrate(new Kysely<Tables>({ dialect: buildDialect({ database }) }), registry)
    return readSchema(database)
  } finally {
    database.close()
  }
}

/** The migrator words its two tables as its version does: plain columns are all they may be. */
const MIGRATOR_TABLE = /^CREATE TABLE "kysely_migration(_lock)?" \(("\w+" (varchar\(255\)|integer)[\w ]*(, |\)$))+$/

/** Each object's words by its kind and name. SQLite's own statistics may be there or not. */
function readSchema(database: Database): Map<string, string> {
  const objects = objectsSchema.parse(
    database
      .prepare(`SELECT type, name, sql FROM sqlite_schema WHERE name NOT IN ('sqlite_stat1', 'sqlite_stat4')`)
      .all(),
  )
  const toWords = (sql: string | null): string => (sql === null || MIGRATOR_TABLE.test(sql) ? '' : sql)
  return new Map(objects.map(({ type, name, sql }) => [`${type} ${name}`, toWords(sql)]))
}
