import { mkdir, statfs } from 'node:fs/promises'
import { AppError } from '#server/errors.ts'

/** Other things write to the same disk meanwhile: messages above all. */
const SPARE_BYTES = 32 * 1024 * 1024

/** Makes the folder. Throws `unavailable` with a sentence when it cannot be used or so much does not fit. */
export async function assertRoom(folder: string, bytes: number): Promise<void> {
  const free = await makeFolder(folder)
  if (free >= bytes + SPARE_BYTES) return
  throw new AppError(
    'unavailable',
    `The disk has too little room: ${toMegabytes(bytes + SPARE_BYTES)} are needed in ${folder}, and ${toMegabytes(free)} are free. Delete what you no longer need, such as old backups.`,
  )
}

async function makeFolder(folder: string): Promise<number> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch (cause) {
    throw new AppError('unavailable', `The folder ${folder} cannot be used. Check that it exists and is writable.`, {
      cause,
    })
  }
}

const toMegabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024).toLocaleString('en')} MB`

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE'])
const FORBIDDEN = new Set(['EACCES', 'EPERM', 'EROFS', 'SQLITE_READONLY', 'SQLITE_CANTOPEN'])

/** What the disk refused, in words; anything else stays as it is. */
export function toDiskFailure(error: unknown, folder: string): unknown {
  const own: unknown = error instanceof AppError && error.cause !== undefined ? error.cause : error
  const code = typeof own === 'object' && own !== null && 'code' in own ? String(own.code) : ''
  if (FULL.has(code)) {
    return new AppError(
      'unavailable',
      `The disk is full, so the work in ${folder} was given up. Make room and try again.`,
      {
        cause: error,
      },
    )
  }
  if (FORBIDDEN.has(code)) {
    return new AppError('unavailable', `The folder ${folder} cannot be written. Check that it belongs to Frontdesk.`, {
      cause: error,
    })
  }
  return error
}
