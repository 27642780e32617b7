import { chmodSync, closeSync, fsyncSync, openSync, readSync, rmSync, statSync } from 'node:fs'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { Kysely } from 'kysely'
import { z } from 'zod'
import { AppError } from '#server/errors.ts'
import { migrations } from '#migrations/index.ts'
import type { DatabaseContents, DatabaseFiles, KeptAccount } from '../database-files.ts'
import { assertOwnSchema } from './assert-own-schema.ts'
import { assertSound } from './assert-sound.ts'
import { openCounts } from './counts.ts'
import { buildDialect } from './dialect.ts'
import { listApplied, migrate } from './migrate.ts'
import { APPLICATION_ID, openDatabase } from './open.ts'
import type { Tables } from './schema.ts'
import { isDamage, translateError } from './errors.ts'

const MAGIC = 'SQLite format 3\0'
const HEADER_BYTES = 100
const APPLICATION_ID_AT = 68

export const databaseFiles: DatabaseFiles = {
  async measure(path) {
    return [path, `${path}-wal`].reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0)
  },

  async assertSound(path) {
    assertSound(path)
  },

  async copy(from, to) {
    let database: Database | undefined
    try {
      database = openDatabase(from)
      database.prepare('VACUUM INTO ?').run(to)
      // The thread that serves visitors then finds little to do when the log must be empty.
      database.pragma('wal_checkpoint(PASSIVE)')
    } catch (error) {
      if (isDamage(error)) throw new AppError('unprocessable', 'The database is damaged.', { cause: error })
      throw translateError(error)
    } finally {
      database?.close()
    }
  },

  async check(path) {
    assertHeader(path)
    return useFile(path, async (database, db) => {
      const applied = await listApplied(db)
      await assertOwnSchema(database, applied)
      assertWhole(database)
      // An older one has these columns and no others for sure.
      const bots = await db
        .selectFrom('bots')
        .select(['id', 'name', 'key_sealed', 'avatar_file'])
        .orderBy('number')
        .execute()
      const contents: DatabaseContents = {
        schema: applied.at(-1) ?? '',
        is_older: applied.length < Object.keys(migrations).length,
        counts: await openCounts(db).all(),
        bots,
      }
      return contents
    })
  },

  async bringUpToDate(path) {
    await useFile(path, (_database, db) => migrate(db, migrations))
  },

  async handOver(path, keep) {
    await useFile(path, async (_database, db) => keepAccount(db, keep))
    chmodSync(path, 0o600)
    const file = openSync(path, 'r+')
    fsyncSync(file)
    closeSync(file)
  },
}

/** Of a stranger's file SQLite reads nothing before its first bytes say what it is. */
function assertHeader(path: string): void {
  const header = Buffer.alloc(HEADER_BYTES)
  const file = openSync(path, 'r')
  readSync(file, header, 0, HEADER_BYTES, 0)
  closeSync(file)
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) throw damaged('It is not a database.')
  if (header.readUInt32BE(APPLICATION_ID_AT) !== APPLICATION_ID) {
    throw new AppError('unprocessable', 'The database in this backup is not one of Frontdesk.')
  }
}

/** With our safety settings on; when it is closed all of it is in the one file again. */
async function useFile<T>(path: string, use: (database: Database, db: Kysely<Tables>) => Promise<T>): Promise<T> {
  let database: Database | undefined
  try {
    database = openDatabase(path)
    const result = await use(database, new Kysely<Tables>({ dialect: buildDialect({ database }) }))
    database.pragma('journal_mode = DELETE')
    return result
  } catch (error) {
    const cause = error instanceof AppError ? (error.cause ?? error) : error
    if (isDamage(cause) || isOddity(cause)) throw damaged('SQLite cannot read it.', cause)
    throw error
  } finally {
    database?.close()
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true })
  }
}

/** In a stranger's file these are of its making. */
const isOddity = (error: unknown): boolean =>
  error instanceof SqliteDatabase.SqliteError && /^SQLITE_(CONSTRAINT|ERROR)/.test(error.code)

const damaged = (why: string, cause?: unknown): AppError =>
  new AppError('unprocessable', `The database in this backup is damaged. ${why}`, { cause })

/** Each text index has a row for each row of its table. */
const INDEXED = [
  { index: 'chunk_words', table: 'chunks', id: 'id' },
  { index: 'message_words', table: 'messages', id: 'seq' },
]

function assertWhole(database: Database): void {
  const found = String(database.pragma('integrity_check(1)', { simple: true }))
  if (found !== 'ok') throw damaged('Its parts do not fit together.', found)
  const broken = z.array(z.unknown()).parse(database.pragma('foreign_key_check'))
  if (broken.length > 0) throw damaged('Some of its rows point at nothing.')

  // integrity_check does not see an index that drifted from what it indexes.
  const textIndexes = database
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE % USING fts5%'`)
    .pluck()
    .all()
  for (const name of textIndexes) {
    database.prepare(`INSERT INTO "${String(name)}" ("${String(name)}", rank) VALUES ('integrity-check', 1)`).run()
  }
  for (const { index, table, id } of INDEXED.filter(({ index }) => textIndexes.includes(index))) {
    const count = (rows: string): unknown => database.prepare(`SELECT count(*) FROM ${rows}`).pluck().get()
    const strays = count(`${index}_docsize WHERE id NOT IN (SELECT ${id} FROM ${table})`)
    if (strays !== 0 || count(`${index}_docsize`) !== count(table)) {
      throw damaged(`Its text index does not fit its ${table}.`)
    }
  }
}

async function keepAccount(db: Kysely<Tables>, keep: KeptAccount | undefined): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('sessions').execute()
    if (keep === undefined) return
    await trx.deleteFrom('account').execute()
    await trx
      .insertInto('account')
      .values({ id: 1, ...keep.account })
      .execute()
    if (keep.session !== undefined) await trx.insertInto('sessions').values(keep.session).execute()
  })
}
