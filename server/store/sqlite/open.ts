import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Database } from 'better-sqlite3'
import { sql } from 'kysely'
import * as sqliteVec from 'sqlite-vec'
import { AppError } from '#server/errors.ts'
import { migrations } from '#migrations/index.ts'
import type { Store } from '../store.ts'
import { openAccount } from './account.ts'
import { assertSound } from './assert-sound.ts'
import { openBots } from './bots.ts'
import { cannotLoad, connect, notUsable, toOpenFailure } from './connect.ts'
import { openConversations } from './conversations.ts'
import { openCounts } from './counts.ts'
import { openKnowledge } from './knowledge.ts'
import { type DataFolderLock, lockDataFolder } from './lock.ts'
import { assertMigrated, isBehind, migrate } from './migrate.ts'
import { openQueries, type Queries } from './queries.ts'
import { finishReplacing, replaceDatabase } from './replace.ts'
import { openSessions } from './sessions.ts'
import { openSettings } from './settings.ts'
import { openSightings } from './sightings.ts'
import { openSources } from './sources.ts'
import { openUnanswered } from './unanswered.ts'
import { openTranscripts } from './transcripts.ts'
import { openUsage } from './usage.ts'

/** "FDsk": tells our file from any other SQLite file. */
export const APPLICATION_ID = 0x46_44_73_6b
/** Heap overflows in FTS5 were fixed in this version. */
const MIN_SQLITE_VERSION = [3, 54, 0] as const

/** What a message takes in the write-ahead log; less may fit when that no longer does. */
const WRITE_CHECK_BYTES = 64 * 1024

type Options = {
  migrate?: boolean
  /** Called before a database that holds something is brought up to date. */
  beforeMigrating?: () => Promise<void>
  /** The data folder's, held by whoever opens it. */
  lock?: DataFolderLock
}

/**
 * Opens the database file, made on first use. The one that migrates also holds the data folder's lock until it is closed;
 * `migrate: false` joins it from another thread. Throws AppError `unavailable` with a sentence for whoever starts it.
 */
export async function openSqliteStore(path: string, options: Options = {}): Promise<Store> {
  const owns = options.migrate ?? true
  if (owns) createPrivateFile(path)
  const lock = owns && options.lock === undefined ? lockDataFolder(path) : undefined
  try {
    if (owns) {
      finishReplacing(path)
      assertSound(path)
    }
    const connection = { database: openForStore(path) }
    const queries = openQueries(connection)
    const { db } = queries
    try {
      if (owns && (await isBehind(db, migrations))) await options.beforeMigrating?.()
      await (owns ? migrate(db, migrations) : assertMigrated(db, migrations))
    } catch (error) {
      connection.database.close()
      throw error
    }
    return buildStore(queries, {
      replaceWith: (file, keep) => replaceDatabase(db, connection, { path: file, keep }, openForStore),
      async close() {
        await db.destroy()
        lock?.release()
      },
    })
  } catch (error) {
    lock?.release()
    throw error
  }
}

/** The dialect waits for locks, not SQLite. */
function openForStore(path: string): Database {
  const database = openDatabase(path)
  database.pragma('busy_timeout = 0')
  return database
}

/** A connection with our safety settings on it, to a file that is ours. */
export function openDatabase(path: string): Database {
  const database = connect(path, { fileMustExist: true })
  try {
    assertOurs(database, path)
    for (const pragma of [
      'journal_mode = WAL',
      // Said again after WAL, or the first transaction drops it to NORMAL, which loses accepted messages in a power cut.
      'synchronous = FULL',
      'busy_timeout = 5000',
      'foreign_keys = ON',
      'journal_size_limit = 16777216',
      'trusted_schema = OFF',
      'cell_size_check = ON',
      'temp_store = MEMORY',
      'mmap_size = 0',
      // 16 MB, of which a small file takes little: with 10,000 chunks a message takes a twelfth less processor time than with 2 MB.
      'cache_size = -16000',
    ]) {
      database.pragma(pragma)
    }
    loadVectors(database)
    assertVersions(database)
    return database
  } catch (error) {
    database.close()
    throw toOpenFailure(path, error)
  }
}

function createPrivateFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    closeSync(openSync(path, 'a', 0o600))
  } catch (cause) {
    throw toOpenFailure(path, cause)
  }
}

function assertOurs(database: Database, path: string): void {
  if (database.pragma('application_id', { simple: true }) === APPLICATION_ID) return
  const used = database.prepare('SELECT 1 FROM sqlite_schema').get() !== undefined
  if (used) throw notUsable(path, 'It is the database of another program. Check DATABASE_URL')
  database.pragma(`application_id = ${APPLICATION_ID}`)
}

function loadVectors(database: Database): void {
  try {
    sqliteVec.load(database)
  } catch (cause) {
    throw cannotLoad('The search by meaning (sqlite-vec)', cause)
  }
}

function assertVersions(database: Database): void {
  const version = String(database.prepare('SELECT sqlite_version()').pluck().get())
  const parts = version.split('.').map(Number)
  const difference = MIN_SQLITE_VERSION.map((part, i) => (parts[i] ?? 0) - part).find((d) => d !== 0) ?? 0
  if (difference < 0) {
    throw new AppError(
      'unavailable',
      `SQLite ${version} is too old; ${MIN_SQLITE_VERSION.join('.')} is needed. Run "npm ci", which brings it.`,
    )
  }
  database.prepare('SELECT vec_version()').get()
}

export function buildStore(queries: Queries, file: Pick<Store, 'replaceWith' | 'close'>): Store {
  const { db } = queries
  return {
    bots: openBots(queries),
    sources: openSources(db),
    sightings: openSightings(db),
    knowledge: openKnowledge(queries),
    conversations: openConversations(queries),
    unanswered: openUnanswered(db),
    transcripts: openTranscripts(db),
    account: openAccount(db),
    sessions: openSessions(db),
    settings: openSettings(db),
    usage: openUsage(queries),
    counts: openCounts(db),
    // A full disk shows only at a real write and its fsync, and bytes that are there already SQLite does not write again.
    async checkWritable() {
      const value = sql`replace(hex(zeroblob(${WRITE_CHECK_BYTES / 4})), '00', hex(randomblob(2)))`
      await sql`
        INSERT INTO settings VALUES ('write_check', ${value})
        ON CONFLICT DO UPDATE SET value = excluded.value`.execute(db)
    },
    ...file,
  }
}
