import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type SqliteDatabase from 'better-sqlite3'
import { beforeEach, expect } from 'vitest'
import { migrations } from '#migrations/index.ts'
import { inspectArchive } from '#server/backups/inspect-archive.ts'
import { buildChunk, buildMessage, createBot, NOON, train } from '#server/store/contract-fixtures.ts'
import { databaseFiles } from '#server/store/sqlite/database-files.ts'
import { openDatabase, openSqliteStore } from '#server/store/sqlite/open.ts'
import { buildBackup } from './build-archive.ts'
import { folder, useDataFolder } from './data-folder.ts'

/** Of `buildDatabase`. */
export const COUNTS = { bots: 1, sources: 1, chunks: 40, conversations: 1, messages: 1 }
export const schema = Object.keys(migrations).at(-1)

/** Where an archive is unpacked to. */
export let staging: string

/** Call it at the top of a test file: each test then has its own folder, and one in it to unpack to. */
export function useInspection(): void {
  useDataFolder()
  beforeEach(async () => {
    staging = join(folder, 'restore', 'one')
    await mkdir(staging, { recursive: true })
  })
}

export async function inspect(archive: Buffer) {
  const path = join(folder, 'archive.tar.gz')
  await writeFile(path, archive)
  return inspectArchive({ files: databaseFiles, report: () => undefined }, path, staging)
}

/** Refused with this sentence, and nothing is left anywhere. */
export async function expectRefused(archive: Buffer, sentence: RegExp | string): Promise<void> {
  await expect(inspect(archive)).rejects.toMatchObject({
    code: 'unprocessable',
    message: expect.stringMatching(sentence),
  })
  expect((await readdir(folder, { recursive: true })).toSorted()).toEqual(['archive.tar.gz', 'restore'])
}

/** The bytes of a database of ours, changed by `change` before or after its schema is complete. */
export async function buildDatabase(
  change: (database: SqliteDatabase.Database) => void = () => undefined,
): Promise<Buffer> {
  const path = join(folder, 'made.db')
  const store = await openSqliteStore(path)
  await createBot(store, 'a')
  await train(
    store,
    'a',
    '1',
    Array.from({ length: 40 }, (_, i) => buildChunk(i, `bread number ${i}`, [[1, 0]])),
  )
  await store.conversations.accept(buildMessage('a', 's', 'm'), NOON)
  await store.close()
  return readChanged(path, change)
}

export async function readChanged(path: string, change: (database: SqliteDatabase.Database) => void): Promise<Buffer> {
  const database = openDatabase(path)
  change(database)
  database.pragma('journal_mode = DELETE')
  database.close()
  const bytes = await readFile(path)
  for (const name of ['', '.lock', '.replaced']) await rm(path + name, { force: true })
  return bytes
}

/** A backup of the database, of which its manifest says this. */
export const pack = (database: Buffer, changes: Record<string, unknown> = {}): Buffer =>
  buildBackup({ 'frontdesk.db': database }, { schema, counts: COUNTS, ...changes })
