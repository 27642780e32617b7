import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs'
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
  open: (path: string) => Database,
): Promise<void> {
  await db.connection().execute(async () => replaceFile(connection, replacement, open))
}

function replaceFile(connection: Connection, replacement: string, open: (path: string) => Database): void {
  const path = connection.database.name
  emptyLog(connection)
  connection.database.close()
  try {
    // Left beside the new file they would be taken for its own.
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true })
    linkSync(path, keptPath(path))
    renameSync(replacement, path)
    syncFolder(path)
    connection.database = open(path)
  } catch (cause) {
    if (existsSync(keptPath(path))) renameSync(keptPath(path), path)
    connection.database = open(path)
    throw new AppError('unavailable', 'The database could not be replaced. It was left as it was.', { cause })
  } finally {
    rmSync(keptPath(path), { force: true })
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
function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** At start: what a process that died while replacing left behind. */
export function finishReplacing(path: string): void {
  rmSync(keptPath(path), { force: true })
}
