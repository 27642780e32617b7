import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import type { Bot } from '#shared/bot.ts'
import { OWNER, setUpAdmin } from '#server/testing/admin-client.ts'
import { launchBrowser } from '#server/testing/browser.ts'
import { type RunningFrontdesk, startFrontdesk } from '#server/testing/start-frontdesk.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DESK } from '../testing/dashboard.ts'
import { expectSound } from '../testing/expect-sound.ts'

let folder: string
let frontdesk: RunningFrontdesk
let browser: Browser
let page: Page
let bot: Bot

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frontdesk-'))
  frontdesk = await startFrontdesk({}, folder)
  const admin = await setUpAdmin(frontdesk.url, frontdesk.setupUrl)
  bot = await admin.createBot({ name: 'Corner Bakery' })
  browser = await launchBrowser()
  const context = await browser.newContext({ viewport: DESK, reducedMotion: 'reduce' })
  await context.request.post(`${frontdesk.url}/api/auth/login`, { data: OWNER })
  page = await context.newPage()
  page.setDefaultTimeout(15_000)
})
afterAll(async () => {
  await browser.close()
  await frontdesk.stop()
  await rm(folder, { recursive: true, force: true })
})

test('a server that is gone is said once, nothing typed is lost, and the page goes on when it is back', async () => {
  await page.goto(`${frontdesk.url}/dashboard/bots/${bot.id}`)
  await page.getByLabel('Bot name').fill('Corner Bakery and Café')
  await frontdesk.stop()
  await page.getByRole('button', { name: 'Save changes' }).click()
  const lost = page.getByText('Frontdesk cannot be reached. Trying again…')
  await lost.waitFor()
  await page.getByRole('alert').getByText('The server could not be reached.').waitFor()
  expect(await page.getByLabel('Bot name').inputValue()).toBe('Corner Bakery and Café')
  await expectSound(page, 'the banner')

  frontdesk = await startFrontdesk({ PORT: new URL(frontdesk.url).port }, folder)
  await page.getByText('Back again').waitFor()
  await lost.waitFor({ state: 'detached' })
  expect(await page.getByLabel('Bot name').inputValue()).toBe('Corner Bakery and Café')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.getByRole('heading', { name: 'Corner Bakery and Café' }).waitFor()
})

test('a live stream that dies is noticed by itself', async () => {
  await page.getByRole('tab', { name: 'Knowledge' }).click()
  await page.getByText('Give it something to know').waitFor()
  await frontdesk.stop('SIGKILL')
  await page.getByText('Frontdesk cannot be reached. Trying again…').waitFor()
  frontdesk = await startFrontdesk({ PORT: new URL(frontdesk.url).port }, folder)
  await page.getByText('Back again').waitFor()
})

test('one call that got lost on its way is no reason to worry', async () => {
  await page.route('**/api/trpc/**', (route) => route.abort(), { times: 1 })
  const checked = page.waitForResponse('**/api/health')
  await page.goto(`${frontdesk.url}/dashboard/settings`)
  await checked
  await page.getByRole('heading', { name: 'Engine' }).waitFor()
  expect(await page.getByText('Frontdesk cannot be reached').count()).toBe(0)
})
