import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Kysely } from 'kysely'
import { describe, expect, test } from 'vitest'
import { migrations } from '#migrations/index.ts'
import { folder, path, runProcess, useDataFolder } from '#server/testing/data-folder.ts'
import { fillEveryTable, readEveryTable } from '#server/testing/released-database.ts'
import { databaseFiles } from './database-files.ts'
import { buildDialect } from './dialect.ts'
import { migrate } from './migrate.ts'
import { openDatabase, openSqliteStore } from './open.ts'
import type { Tables } from './schema.ts'

useDataFolder()

const RELEASES = Object.keys(migrations).map((_, i) => i + 1)

/** A database as the release with so many migrations left it; what it holds. */
async function buildRelease(migrationCount: number): Promise<Record<string, unknown[]>> {
  await fillEveryTable(path, migrationCount)
  return readEveryTable(path)
}

async function expectWhole(at: string, before: Record<string, unknown[]>): Promise<void> {
  await (await openSqliteStore(at)).close()
  expect(readEveryTable(at, before)).toEqual(before)
  await databaseFiles.copy(at, `${at}.copy`)
  expect((await databaseFiles.check(`${at}.copy`)).is_older).toBe(false)
}

/** One value for one state of the files. */
function hashOf(at: string): string {
  const hash = createHash('sha256').update(readFileSync(at))
  if (existsSync(`${at}-wal`)) hash.update('wal').update(readFileSync(`${at}-wal`))
  return hash.digest('hex')
}

test.each(RELEASES)('the release of %i migrations comes up with every row it had', async (migrationCount) => {
  const before = await buildRelease(migrationCount)
  expect(Object.values(before).every((rows) => rows.length > 0)).toBe(true)
  await expectWhole(path, before)
})

describe('an update that is cut off', () => {
  // What kill -9 leaves is what the files hold at that moment.
  test('at any of its statements leaves a database that the next start brings up whole', async () => {
    const before = await buildRelease(1)
    const database = openDatabase(path)
    const states = new Map<string, string>()
    let statements = 0
    const keepState = (): void => {
      const at = join(folder, String(++statements), 'frontdesk.db')
      mkdirSync(dirname(at))
      for (const suffix of ['', '-wal']) if (existsSync(path + suffix)) copyFileSync(path + suffix, at + suffix)
      states.set(hashOf(at), at)
    }
    await migrate(new Kysely<Tables>({ dialect: buildDialect({ database }), log: keepState }), migrations)
    database.close()
    expect(statements).toBeGreaterThan(100)
    for (const at of states.values()) await expectWhole(at, before)
  })

  // No file may grow beyond 100 KB, as the shell counts: what a full disk looks like to SQLite.
  test.skipIf(process.platform === 'win32')('by a full disk says so, and the next start has all', async () => {
    const before = await buildRelease(3)
    const limited = await runProcess(
      `process.on('SIGXFSZ', () => {})
       await openSqliteStore(process.argv[1]).then(() => console.log('opened'), (error) => console.log(error.message))`,
      ['sh', '-c', 'ulimit -f 200; exec "$0" "$@"'],
    )
    expect(limited.output).toMatch(/^The database could not be brought up to this version\. The disk is full/)
    await expectWhole(path, before)
  })
})
