import SqliteDatabase from 'better-sqlite3'
import { AppError } from '#server/errors.ts'

const CLASHES = ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']
/** For the owner; visitors are told less. A code may carry a suffix: SQLITE_IOERR_WRITE, SQLITE_BUSY_SNAPSHOT. */
const SENTENCES: [code: RegExp, sentence: string][] = [
  [
    /^SQLITE_FULL/,
    'The disk is full, so nothing can be stored. Make room on the server; Frontdesk then goes on by itself.',
  ],
  [
    /^SQLITE_IOERR/,
    'The disk refuses to store anything. It may be full, read-only or broken: look at it on the server. Frontdesk goes on by itself once it is well.',
  ],
  [
    /^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/,
    'The database cannot be written. Check that the data folder belongs to the user who runs Frontdesk and is not read-only.',
  ],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'The database is damaged. Put a backup in its place: npm run restore FILE'],
  [/^SQLITE_(BUSY|LOCKED|NOMEM|PROTOCOL)/, 'Nothing can be stored right now. Please try again in a moment.'],
]

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
  const sentence = SENTENCES.find(([code]) => code.test(error.code))?.[1]
  return sentence === undefined ? error : new AppError('unavailable', sentence, { cause: error })
}

/** Whether another connection was writing. */
export const isLocked = (error: unknown): boolean =>
  error instanceof AppError &&
  error.cause instanceof SqliteDatabase.SqliteError &&
  /^SQLITE_(BUSY|LOCKED)(_|$)/.test(error.cause.code)
