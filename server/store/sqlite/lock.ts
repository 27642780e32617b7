import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { AppError } from '#server/errors.ts'
import { connect, toOpenFailure } from './connect.ts'

export type DataFolderLock = { release(): void }

/**
 * Keeps a second process away from the data folder for as long as this one lives. The lock is an open transaction
 * on a database of its own: the system drops it with the process, even after kill -9, which no file with a
 * process number in it can promise (in a container that number is always the same).
 */
export function lockDataFolder(databasePath: string): DataFolderLock {
  const lock = openLockFile(`${databasePath}.lock`)
  try {
    // In memory: a journal file would stay behind after kill -9.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    if (!(cause instanceof SqliteDatabase.SqliteError) || cause.code !== 'SQLITE_BUSY') throw cause
    throw new AppError(
      'unavailable',
      `Frontdesk is already running on ${databasePath}. Stop it first, or give this one its own DATABASE_URL.`,
      { cause },
    )
  }
  return { release: () => void lock.close() }
}

function openLockFile(path: string): Database {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw toOpenFailure(path, cause)
  }
  return connect(path, { timeout: 0 })
}
