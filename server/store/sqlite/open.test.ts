import { createHash } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { folder, openClosed, path, useDataFolder } from '#server/testing/data-folder.ts'
import { buildBot } from '../contract-fixtures.ts'
import { openDatabase, openSqliteStore } from './open.ts'

useDataFolder()

describe('the file', () => {
  test('it and its folder are made for their owner alone', async () => {
    await openClosed()
    expect((await stat(join(folder, 'data'))).mode & 0o777).toBe(0o700)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  test('every safety setting holds after a write', async () => {
    await openClosed()
    const database = openDatabase(path)
    database.prepare("INSERT INTO settings VALUES ('a', 'b')").run()
    const settings = [
      'journal_mode',
      'synchronous',
      'busy_timeout',
      'foreign_keys',
      'journal_size_limit',
      'trusted_schema',
      'cell_size_check',
      'temp_store',
      'mmap_size',
    ].map((name) => [name, database.pragma(name, { simple: true })])
    database.close()
    expect(Object.fromEntries(settings)).toEqual({
      journal_mode: 'wal',
      synchronous: 2,
      busy_timeout: 5000,
      foreign_keys: 1,
      journal_size_limit: 16 * 1024 * 1024,
      trusted_schema: 0,
      cell_size_check: 1,
      temp_store: 2,
      mmap_size: 0,
    })
  })

  test.each([
    ['a text file', 'This is not a database at all. '.repeat(200), /not a database/],
    ['a broken database', `SQLite format 3\0${'\xff'.repeat(5000)}`, /not a database/],
  ])('%s is refused and left as it is', async (_name, content, reason) => {
    const file = join(folder, 'notes.txt')
    await writeFile(file, content, 'latin1')
    await expect(openSqliteStore(file)).rejects.toThrow(reason)
    expect(await readFile(file, 'latin1')).toBe(content)
  })

  test("another program's database is refused and left as it is", async () => {
    const file = join(folder, 'other.db')
    const other = new SqliteDatabase(file)
    other.exec('CREATE TABLE songs (id INTEGER PRIMARY KEY)')
    other.close()
    await expect(openSqliteStore(file)).rejects.toThrow('It is the database of another program.')
    const after = new SqliteDatabase(file)
    expect(after.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['songs'])
    after.close()
  })

  test('a folder that cannot be made is named', async () => {
    await writeFile(join(folder, 'data'), '')
    await expect(openSqliteStore(path)).rejects.toThrow(`The database ${path} cannot be used.`)
  })

  test('of a widget key the file holds the hash alone', async () => {
    const store = await openSqliteStore(path)
    const key = '0b9a3f52-7c1e-4f0a-9d57-3f4a5e2b8c11'
    const hash = createHash('sha256').update(key).digest()
    await store.bots.create(buildBot('a'), hash)
    expect(await store.bots.findByKey('a', hash)).toBeDefined()
    expect(await store.bots.findByKey('a', Buffer.from(key))).toBeUndefined()
    const bytes = Buffer.concat([await readFile(path), await readFile(`${path}-wal`)])
    await store.close()
    expect(bytes.includes(hash)).toBe(true)
    expect(bytes.includes(key)).toBe(false)
  })
})
