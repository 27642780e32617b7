import SqliteDatabase from 'better-sqlite3'
import { AppError } from '#server/errors.ts'

const CLASHES = ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']
// A code may carry a suffix: SQLITE_IOERR_WRITE, SQLITE_BUSY_SNAPSHOT.
const DISK_TROUBLE = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED|CORRUPT|NOTADB|NOMEM|PROTOCOL|PERM|AUTH)(_|$)/

/** The file is not what SQLite wrote: not the disk, nor the moment, is to blame. */
export const isDamage = (error: unknown): boolean =>
  error instanceof SqliteDatabase.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)

/** In the words of `translateError` or of SQLite. */
export function isDiskFull(error: unknown): boolean {
  const own = error instanceof AppError ? error.cause : error
  return own instanceof SqliteDatabase.SqliteError && /^SQLITE_(FULL|IOERR_WRITE)/.test(own.code)
}

/** SQLite's failures in our words; what is neither a clash nor trouble with the disk is a bug and stays as it is. */
export function translateError(error: unknown): unknown {
  if (!(error instanceof SqliteDatabase.SqliteError)) return error
  if (CLASHES.includes(error.code)) return new AppError('conflict', 'This exists already.', { cause: error })
  if (DISK_TROUBLE.test(error.code)) {
    return new AppError('unavailable', 'Nothing can be stored right now. Please try again in a moment.', {
      cause: error,
    })
  }
  return error
}

/** Whether another connection was writing. */
export const isLocked = (error: unknown): boolean =>
  error instanceof AppError &&
  error.cause instanceof SqliteDatabase.SqliteError &&
  /^SQLITE_(BUSY|LOCKED)(_|$)/.test(error.cause.code)
