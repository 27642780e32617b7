import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDatabase, { type Database, type Options } from 'better-sqlite3'
import { AppError } from '#server/errors.ts'
import { isDamage } from './errors.ts'

/** Opens the file, or says why not, and what to do. Throws AppError: `unprocessable` when the file itself is to blame. */
export function connect(path: string, options: Options): Database {
  if (options.fileMustExist && !existsSync(path)) throw cannotOpen(path, 'There is no such file')
  try {
    return new SqliteDatabase(path, options)
  } catch (cause) {
    throw toOpenFailure(path, cause)
  }
}

/** What went wrong with this file, in words. */
export function toOpenFailure(path: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  const code = codeOf(cause)
  if (code === 'ERR_DLOPEN_FAILED' || code === 'MODULE_NOT_FOUND') return cannotLoad('SQLite', cause)
  if (isDamage(cause)) return notUsable(path, 'It is not a database, or it is damaged', cause)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return cannotOpen(path, 'It is a folder', cause)
  if (code === 'EROFS') return cannotOpen(path, 'Its disk is mounted to be read only', cause)
  if (/READONLY|CANTOPEN|EACCES|EPERM/.test(code)) {
    return cannotOpen(
      path,
      `It cannot be written: it and its folder ${dirname(path)} must belong to the user who runs Frontdesk${whoIs()}`,
      cause,
    )
  }
  if (/ENOTDIR|EEXIST/.test(code)) return cannotOpen(path, `${dirname(path)} is a file, not a folder`, cause)
  if (/FULL|ENOSPC|EDQUOT/.test(code)) return cannotOpen(path, 'The disk is full', cause)
  return cannotOpen(path, `It cannot be opened (${code || String(cause)})`, cause)
}

export function cannotOpen(path: string, reason: string, cause?: unknown): AppError {
  return new AppError('unavailable', `The database ${path} cannot be used. ${reason}. Check DATABASE_URL.`, { cause })
}

/** As `cannotOpen`, where the file itself is to blame. */
export const notUsable = (path: string, reason: string, cause?: unknown): AppError =>
  new AppError('unprocessable', `The database ${path} cannot be used. ${reason}.`, { cause })

/** Native code of another machine, or none. */
export const cannotLoad = (what: string, cause: unknown): AppError =>
  new AppError(
    'unavailable',
    `${what} does not run on this machine (${process.platform} ${process.arch}). Run "npm ci" here; packages copied from another machine do not work.`,
    { cause },
  )

const whoIs = (): string => (process.getuid === undefined ? '' : ` (its number is ${process.getuid()})`)

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')
