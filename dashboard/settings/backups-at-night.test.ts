import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { OWNER, setUpAdmin } from '#server/testing/admin-client.ts'
import { launchBrowser } from '#server/testing/browser.ts'
import { type RunningFrontdesk, startFrontdesk } from '#server/testing/start-frontdesk.ts'
import { openDatabase } from '#server/store/sqlite/open.ts'
import { expectSound } from '../testing/expect-sound.ts'

let first: RunningFrontdesk
const toClose: (() => Promise<unknown>)[] = []
beforeEach(async () => {
  first = await startFrontdesk()
  await setUpAdmin(first.url, first.setupUrl)
  await first.stop('SIGKILL')
  toClose.push(() => rm(first.folder, { recursive: true, force: true }))
})
afterEach(async () => {
  for (const close of toClose.splice(0).toReversed()) await close()
})

async function openSettings(environment: Record<string, string> = {}): Promise<Page> {
  const frontdesk = await startFrontdesk(environment, first.folder)
  toClose.push(() => frontdesk.stop())
  const browser = await launchBrowser()
  toClose.push(() => browser.close())
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  await context.request.post(`${frontdesk.url}/api/auth/login`, { data: OWNER })
  const page = await context.newPage()
  await page.goto(`${frontdesk.url}/dashboard/settings`)
  return page
}

test('a failure of the night is told with its reason, until a backup succeeds', async () => {
  const data = join(first.folder, 'data')
  const database = openDatabase(join(data, 'frontdesk.db'))
  database.exec("UPDATE account SET created_at = '2020-01-01T00:00:00.000Z'")
  database.close()
  await mkdir(data, { recursive: true })
  await writeFile(join(data, 'backups'), 'a file in the way')
  const page = await openSettings()
  const banner = page.getByRole('alert').filter({ hasText: 'The automatic backup failed' })
  await banner.getByText(/The folder .* cannot be used/).waitFor()
  await expectSound(page, 'the settings after a failed night')
  await rm(join(data, 'backups'))
  await banner.getByRole('button', { name: 'Back up now' }).click()
  await page.getByRole('list', { name: 'Backups' }).waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
})

test('switched off, it says so, and the owner can still make one', async () => {
  const page = await openSettings({ BACKUP_ENABLED: 'false' })
  await page.getByText(/Automatic backups are switched off/).waitFor()
  await page.getByRole('button', { name: 'Back up now' }).click()
  await page.getByRole('list', { name: 'Backups' }).waitFor()
})
