import { rm, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts'
import { nextTime } from './cron.ts'
import { keepSchedule } from './schedule.ts'

let opened: TestDeps
beforeEach(async () => {
  opened = await openTestDeps()
})
afterEach(() => opened.close())

const setUpAt = (created_at: string) =>
  opened.deps.store.account.create({ username: 'owner', password_hash: 'x', created_at })
/** Starts the schedule; the kinds of the backups there are once all is at rest. */
async function start(): Promise<(string | null)[]> {
  const schedule = await keepSchedule(opened.deps)
  schedule.stop()
  await expect.poll(async () => (await opened.deps.backups.show()).work, { timeout: 20_000 }).toBeNull()
  return (await opened.deps.backups.show()).backups.map(({ kind }) => kind)
}

test('a night that was missed is made up for at the start, once', async () => {
  await setUpAt('2026-02-27T12:00:00.000Z')
  expect(await start()).toEqual(['automatic'])
  // Made by the clock of this machine, which is later than the test's.
  expect(await start()).toEqual(['automatic'])
})

test('before the first night there is nothing to make up for', async () => {
  expect(await start()).toEqual([])
  await setUpAt('2026-03-01T11:59:00.000Z')
  expect(await start()).toEqual([])
})

test('nothing is made by itself when that is switched off', async () => {
  await opened.close()
  opened = await openTestDeps({ BACKUP_ENABLED: 'false' })
  await setUpAt('2026-02-01T12:00:00.000Z')
  expect(await start()).toEqual([])
  expect(await opened.deps.backups.show()).toMatchObject({ enabled: false, next_at: null })
})

test('a failure stays in sight until a backup succeeds', async () => {
  const { backupPath } = opened.deps.config
  await writeFile(backupPath, 'a file in the way')
  await opened.deps.backups.runAutomatic()
  const { failure, backups } = await opened.deps.backups.show()
  expect(failure).toEqual({ at: '2026-03-01T12:00:00.000Z', message: expect.stringContaining(backupPath) })
  expect(backups).toEqual([])
  expect(opened.logged.join()).toContain('cannot be used')
  await rm(backupPath)
  await opened.deps.backups.runAutomatic()
  expect(await opened.deps.backups.show()).toMatchObject({ failure: null, backups: [{ kind: 'automatic' }] })
})

test.each([
  ['0 2 * * *', new Date(2026, 10, 21, 3), new Date(2026, 10, 22, 2)],
  ['30 4 * * 0', new Date(2026, 10, 20), new Date(2026, 10, 22, 4, 30)],
])('%s is in the time of this machine', (expression, after, expected) => {
  expect(nextTime(expression, after)).toEqual(expected)
})
