import { rmSync } from 'node:fs'
import { link, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { copyDurably } from '#server/copy-durably.ts'
import { AppError } from '#server/errors.ts'
import { syncFolder } from '#server/sync-folder.ts'
import type { KeptAccount } from '../database-files.ts'
import { openAccount } from './account.ts'
import type { Connection } from './connection.ts'
import type { Tables } from './schema.ts'

const keptPath = (path: string): string => `${path}.replaced`
const checkpointSchema = z.tuple([z.object({ busy: z.number() })])

/**
 * Puts the file `replacement` in the place of the open database, unless its account is no longer the present one. It holds the connection as a transaction would, so that
 * whoever wants to read or write waits. One rename decides: a process that dies before it leaves the old database,
 * and after it the new one.
 */
export async function replaceDatabase(
  db: Kysely<Tables>,
  connection: Connection,
  replacement: { path: string; keep: KeptAccount | undefined },
  openFile: (path: string) => Database,
): Promise<boolean> {
  return db.connection().execute(async (held) => {
    if (!(await isPresent(held, replacement.keep))) return false
    await replaceFile(connection, replacement.path, openFile)
    return true
  })
}

async function isPresent(db: Kysely<Tables>, keep: KeptAccount | undefined): Promise<boolean> {
  const account = await openAccount(db).find()
  if (account?.username !== keep?.account.username || account?.password_hash !== keep?.account.password_hash) {
    return false
  }
  if (keep?.session === undefined) return true
  const { token_hash } = keep.session
  return (
    (await db.selectFrom('sessions').select('token_hash').where('token_hash', '=', token_hash).executeTakeFirst()) !==
    undefined
  )
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
    await removeLog(path)
    await rm(keptPath(path), { force: true })
    // Not every file system has links: FAT, exFAT and many a network drive do not.
    await link(path, keptPath(path)).catch(() => copyDurably(path, keptPath(path)))
    isKept = true
    await rename(replacement, path)
    await syncFolder(dirname(path))
    connection.database = openFile(path)
  } catch (cause) {
    if (isKept) {
      await removeLog(path)
      await rename(keptPath(path), path)
    }
    connection.database = openFile(path)
    throw new AppError('unavailable', 'The database could not be replaced. It was left as it was.', { cause })
  } finally {
    await rm(keptPath(path), { force: true })
  }
}

async function removeLog(path: string): Promise<void> {
  for (const suffix of ['-wal', '-shm']) await rm(path + suffix, { force: true })
}

/** What the log holds goes into the file, so that the file alone is the database. */
function emptyLog({ database }: Connection): void {
  const [{ busy }] = checkpointSchema.parse(database.pragma('wal_checkpoint(TRUNCATE)'))
  if (busy === 0) return
  throw new AppError('conflict', 'Another program is reading the database, perhaps a backup. Try again in a moment.')
}

/** At start: what a process that died while replacing left behind. */
export function finishReplacing(path: string): void {
  rmSync(keptPath(path), { force: true })
}
