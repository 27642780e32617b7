import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { folder, openClosed, path, runProcess, useDataFolder } from '#server/testing/data-folder.ts'
import { buildChunk, buildMessage, createBot, NOON, train } from '../contract-fixtures.ts'
import { openSqliteStore } from './open.ts'

useDataFolder()

const PAGE_BYTES = 4096

async function fill(bot: string): Promise<void> {
  const store = await openSqliteStore(path)
  await createBot(store, bot)
  await train(
    store,
    bot,
    `source of ${bot}`,
    Array.from({ length: 200 }, (_, i) => buildChunk(i, `${bot} bread ${i} `.repeat(40), [[1, i]])),
  )
  await store.conversations.accept(buildMessage(bot, 's', 'm'), NOON)
  await store.close()
}

async function overwrite(from: number, bytes: number): Promise<void> {
  const file = await open(path, 'r+')
  await file.write(Buffer.alloc(bytes, 0xa5), 0, bytes, from)
  await file.close()
}

function change(sql: string): void {
  const database = new SqliteDatabase(path)
  // What only damage can do.
  database.unsafeMode(true)
  database.exec(sql)
  database.close()
}

/** A log that SQLite takes for this database's own: it holds whole pages of another. */
async function putForeignLog(): Promise<void> {
  const kept = await readFile(path)
  await rm(path)
  await openClosed()
  const { signal } = await runProcess(`
    const store = await openSqliteStore(process.argv[1])
    await store.settings.replace('a', 'of another database '.repeat(5000))
    process.kill(process.pid, 'SIGKILL')
  `)
  expect(signal).toBe('SIGKILL')
  await rm(`${path}-shm`)
  await writeFile(path, kept)
}

/** The files that hold something, with their bytes; SQLite's index of the log is made anew at any time. */
async function hashFiles(): Promise<string[]> {
  const names = (await readdir(dirname(path))).filter((name) => !/\.lock$|-shm$/.test(name))
  const files = await Promise.all(names.map(async (name) => [name, await readFile(join(dirname(path), name))] as const))
  return files
    .filter(([, bytes]) => bytes.length > 0)
    .map(([name, bytes]) => `${name} ${createHash('sha256').update(bytes).digest('hex')}`)
}

describe('a damaged database is refused, and not one byte of it changed', () => {
  test.each<[string, () => Promise<void> | void]>([
    ['its first bytes', () => overwrite(0, 100)],
    ['its list of tables', () => overwrite(100, PAGE_BYTES - 100)],
    ['a page in the middle', () => overwrite(49 * PAGE_BYTES, PAGE_BYTES)],
    ['its end cut off', () => truncate(path, 60 * PAGE_BYTES)],
    ['the text index of its chunks', () => change('UPDATE chunk_words_data SET block = zeroblob(9) WHERE id > 10')],
    ['the text index of its messages', () => change('DELETE FROM message_words_data WHERE id > 10')],
    [
      'an index that lost a row',
      () =>
        change(
          `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'sessions_expiry') WHERE name = 'messages_conversation'`,
        ),
    ],
    ['the log of another database beside it', putForeignLog],
  ])('%s', async (_name, damage) => {
    await fill('a')
    await damage()
    const before = await hashFiles()
    await expect(openSqliteStore(path)).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringMatching(`^The database ${path} cannot be used. It is .*damaged.*\\.$`),
    })
    expect(await hashFiles()).toEqual(before)
  })
})

describe('what stands in the way is said in a sentence', () => {
  test.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'a folder in its place',
      () => mkdir(path, { recursive: true }),
      /cannot be used\. It is a folder\. Check DATABASE_URL/,
    ],
    ['a file in the place of its folder', () => writeFile(dirname(path), ''), /is a file, not a folder\. Check/],
  ])('%s', async (_name, prepare, sentence) => {
    await prepare()
    await expect(openSqliteStore(path)).rejects.toMatchObject({ message: expect.stringMatching(sentence) })
  })

  test.each([
    [
      'SQLite of another machine',
      `process.dlopen = () => { throw Object.assign(new Error('invalid ELF header'), { code: 'ERR_DLOPEN_FAILED' }) }`,
      /^SQLite does not run on this machine \(\w+ \w+\)\. Run "npm ci" here/,
    ],
    [
      'a missing search by meaning',
      `SqliteDatabase.prototype.loadExtension = () => { throw new Error('no such file') }`,
      /^The search by meaning \(sqlite-vec\) does not run on this machine/,
    ],
    [
      'an SQLite with holes that are known',
      `const real = SqliteDatabase.prototype.prepare
       SqliteDatabase.prototype.prepare = function (sql) {
         return real.call(this, sql === 'SELECT sqlite_version()' ? "SELECT '3.53.9'" : sql)
       }`,
      /^SQLite 3\.53\.9 is too old; 3\.54\.0 is needed\. Run "npm ci"/,
    ],
    // As the system tells it: a test may run as root, who is refused nothing.
    [
      'a folder of another user',
      `const fs = (await import('node:fs')).default
       fs.openSync = () => { throw Object.assign(new Error('permission denied'), { code: 'EACCES' }) }
       (await import('node:module')).syncBuiltinESMExports()`,
      /It cannot be written: it and its folder .* must belong to the user who runs Frontdesk/,
    ],
  ])('%s', async (_name, change, sentence) => {
    const { output } = await runProcess(`
      const { default: SqliteDatabase } = await import('${import.meta.resolve('better-sqlite3')}')
      ${change}
      await openSqliteStore(process.argv[1]).then(() => console.log('opened'), (error) => console.log(error.message))
    `)
    expect(output).toMatch(sentence)
  })
})

test('a sound one with work in its log opens, and the log is kept', async () => {
  await openClosed()
  await runProcess(`
    const store = await openSqliteStore(process.argv[1])
    await store.settings.replace('a', 'in the log')
    process.kill(process.pid, 'SIGKILL')
  `)
  const store = await openSqliteStore(path)
  expect(await store.settings.find('a')).toBe('in the log')
  await store.close()
  expect((await readdir(folder)).length).toBe(1)
})
