import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { assertSound } from './assert-sound.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a database whose maker died in the middle of a write is sound: the write is undone', () => {
  const [path, found] = [join(folder, 'made.db'), join(folder, 'found.db')]
  const maker = new SqliteDatabase(path)
  maker.exec('CREATE TABLE lines (line TEXT)')
  // Half of it is in the file before it is committed.
  maker.exec('PRAGMA cache_size = 1; BEGIN')
  const write = maker.prepare('INSERT INTO lines VALUES (?)')
  for (let line = 0; line < 100; line++) write.run('x'.repeat(4_000))
  for (const suffix of ['', '-journal']) copyFileSync(path + suffix, found + suffix)
  maker.close()

  assertSound(found)
  const database = new SqliteDatabase(found)
  expect(database.prepare('SELECT count(*) FROM lines').pluck().get()).toBe(0)
  database.close()
})
