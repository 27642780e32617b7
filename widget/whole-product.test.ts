import { type Bot, DEFAULT_FALLBACK_MESSAGE } from '#shared/bot.ts'
import { ar } from '#server/languages/ar.ts'
import { type AdminClient, setUpAdmin } from '#server/testing/admin-client.ts'
import { type RunningFrontdesk, startFrontdesk } from '#server/testing/start-frontdesk.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { countHosts, toPage } from './testing/host-pages.ts'
import { eventually, useShop } from './testing/shop.ts'

// The widget on a shop's page and the real server on another origin, as in life.
const shop = useShop()
let frontdesk: RunningFrontdesk
let admin: AdminClient
let bot: Bot

beforeAll(async () => {
  frontdesk = await startFrontdesk()
  admin = await setUpAdmin(frontdesk.url, frontdesk.setupUrl)
})
afterAll(() => frontdesk.stop())
beforeEach(async () => {
  bot = await admin.createBot({ name: 'Bakery', message_limit: 2 })
})

const put = (attributes = '') => {
  shop.server.page = toPage(
    `<script src="${frontdesk.url}/widget.js" data-bot-id="${bot.id}" data-api-key="${bot.api_key}" ${attributes}></script>`,
  )
}

test('answers from what the bot knows, refuses what it does not, and says when the month is used up', async () => {
  await admin.train(bot.id, { source_type: 'text', source_content: 'The bakery opens at seven in the morning.' })
  put()
  const { page, launcher, log, ask } = await shop.arrive()
  await launcher.click()
  await ask('When does the bakery open?')
  await log.locator('.bubble', { hasText: 'opens at seven in the morning' }).waitFor()
  await ask('Which wine goes with salmon?')
  await log.getByText(DEFAULT_FALLBACK_MESSAGE).waitFor()
  await ask('And what does bread cost?')
  await log.getByText('Monthly limit reached').waitFor()
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
})

test('speaks the language the tag asks for, from the right where it is written so', async () => {
  put('data-lang="ar-EG"')
  const { page } = await shop.arrive()
  await page.getByRole('button', { name: ar.open }).click()
  const panel = page.getByRole('dialog', { name: 'Bakery' })
  expect(await panel.getByRole('textbox').getAttribute('placeholder')).toBe(ar.placeholder)
  expect(await panel.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl')
})

test('says so when its key was changed under a visitor, and is gone from the next page', async () => {
  put()
  const visitor = await shop.arrive()
  await visitor.launcher.click()
  await admin.request('POST', `/api/admin/bots/${bot.id}/regenerate-key`)
  await visitor.ask('Hello')
  await visitor.log.getByText('Something went wrong on our side').waitFor()

  const next = await shop.arrive()
  await eventually(() => next.lines.filter((line) => line.startsWith('Frontdesk:'))).toEqual([
    'Frontdesk: This bot id and key do not belong together. Copy the code again.',
  ])
  expect(await countHosts(next.page)).toBe(0)
})
