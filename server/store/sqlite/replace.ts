import { rmSync } from 'node:fs'
import { link, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { AppError } from '#server/errors.ts'
import type { Connection } from './dialect.ts'
import type { Tables } from './schema.ts'

const keptPath = (path: string): string => `${path}.replaced`
const checkpointSchema = z.tuple([z.object({ busy: z.number() })])

/**
 * Puts the file `replacement` in the place of the open database. It holds the connection as a transaction would, so that
 * whoever wants to read or write waits. One rename decides: a process that dies before it leaves the old database,
 * and after it the new one.
 */
export async function replaceDatabase(
  db: Kysely<Tables>,
  connection: Connection,
  replacement: string,
  openFile: (path: string) => Database,
): Promise<void> {
  await db.connection().execute(() => replaceFile(connection, replacement, openFile))
}

async function replaceFile(
  connection: Connection,
  replacement: string,
  openFile: (path: string) => Database,
): Promise<void> {
  const path = connection.database.name
  emptyLog(connection)
  connection.database.close()
  let isKept = false
  try {
    // Left beside the new file they would be taken for its own.
    for (const suffix of ['-wal', '-shm']) await rm(path + suffix, { force: true })
    await rm(keptPath(path), { force: true })
    await link(path, keptPath(path))
    isKept = true
    await rename(replacement, path)
    await syncFolder(path)
    connection.database = openFile(path)
  } catch (cause) {
    if (isKept) await rename(keptPath(path), path)
    connection.database = openFile(path)
    throw new AppError('unavailable', 'The database could not be replaced. It was left as it was.', { cause })
  } finally {
    await rm(keptPath(path), { force: true })
  }
}

/** What the log holds goes into the file, so that the file alone is the database. */
function emptyLog({ database }: Connection): void {
  database.pragma('busy_timeout = 0')
  try {
    const [{ busy }] = checkpointSchema.parse(database.pragma('wal_checkpoint(TRUNCATE)'))
    if (busy === 0) return
  } finally {
    database.pragma('busy_timeout = 5000')
  }
  throw new AppError('conflict', 'Another program is reading the database, perhaps a backup. Try again in a moment.')
}

/** A new name lasts once its folder is on the disk. Windows keeps it by itself and cannot open a folder. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(dirname(path), 'r')
  await folder.sync()
  await folder.close()
}

/** At start: what a process that died while replacing left behind. */
export function finishReplacing(path: string): void {
  rmSync(keptPath(path), { force: true })
}
