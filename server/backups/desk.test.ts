import { readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildMessage, createBot, NOON } from '#server/store/contract-fixtures.ts'
import { makeBackup, rest } from '#server/testing/backup-desk.ts'
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts'

let opened: TestDeps
beforeEach(async () => {
  opened = await openTestDeps()
})
afterEach(() => opened.close())

test('a database that was damaged meanwhile is no backup: it is said, with what to do, and logged', async () => {
  const { store, backups } = opened.deps
  await createBot(store, 'a')
  await store.conversations.accept(buildMessage('a', 's', 'm'), NOON)
  const database = new SqliteDatabase(opened.path)
  database.unsafeMode(true)
  database.exec('DELETE FROM message_words_docsize')
  database.close()
  backups.create('manual')
  expect((await rest(opened)).outcome).toMatchObject({
    name: null,
    failure: expect.stringMatching(/cannot be backed up: it is damaged.*npm run restore FILE$/),
  })
  expect(opened.logged.join()).toContain('text index does not fit its messages')
})

describe('the list', () => {
  test('one at a time', async () => {
    const { backups } = opened.deps
    backups.create('manual')
    expect(() => backups.create('manual')).toThrow('under way')
    await expect(backups.makeFresh()).rejects.toMatchObject({ code: 'conflict' })
    await rest(opened)
    backups.create('manual')
    await rest(opened)
  })

  test('the last good one cannot be deleted; a damaged one is told apart and can', async () => {
    const { backups, config } = opened.deps
    const name = await makeBackup(opened)
    const older = name.replace(/\d{4}-/, '2025-')
    const bytes = await readFile(join(config.backupPath, name))
    await writeFile(join(config.backupPath, older), bytes)
    await writeFile(join(config.backupPath, 'notes.txt'), 'mine')
    const cut = name.replace(/\d{4}-/, '2027-')
    await writeFile(join(config.backupPath, cut), bytes)
    await truncate(join(config.backupPath, cut), bytes.length - 100)
    const shown = (await backups.show()).backups
    expect(new Set(shown.map((one) => `${one.name} ${one.verified} ${one.is_last_good}`))).toEqual(
      new Set([`${name} true true`, `${older} true false`, `${cut} false false`]),
    )
    const good = shown.find(({ is_last_good }) => is_last_good)?.name ?? ''
    await expect(backups.delete(good)).rejects.toMatchObject({ code: 'conflict' })
    await backups.delete(cut)
    for (const wrong of ['notes.txt', '../frontdesk.db', '', '.', cut]) {
      await expect(backups.delete(wrong)).rejects.toMatchObject({ code: 'not_found' })
      await expect(backups.getPath(wrong)).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  test('a fresh one for a browser leaves nothing on the server', async () => {
    const { backups, config } = opened.deps
    const fresh = await backups.makeFresh()
    expect(fresh.name).toBe('frontdesk-2026-03-01T12-00-00Z.tar.gz')
    expect((await backups.show()).backups).toEqual([])
    await fresh.remove()
    expect(await readdir(config.backupPath)).toEqual([])
  })
})
