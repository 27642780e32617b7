import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { countHosts, toPage } from './testing/host-pages.ts'
import { useShop } from './testing/shop.ts'

const shop = useShop()

test.each([
  [
    'the bot is unknown',
    (page: Page) =>
      page.route('**/config/**', (route) =>
        route.fulfill({ status: 401, json: { error: { code: 'unauthorized', message: 'Copy the code.' } } }),
      ),
    /^Frontdesk: Copy the code\.$/,
  ],
  ['the server is down', (page: Page) => page.route('**/config/**', (route) => route.abort()), /./],
  [
    'the answer is no config',
    (page: Page) => page.route('**/config/**', (route) => route.fulfill({ body: '<html>' })),
    /./,
  ],
])('stays silent with one console line when %s', async (_name, prepare, reason) => {
  const { page, lines } = await shop.arrive({ prepare })
  await expect.poll(() => lines.filter((line) => line.startsWith('Frontdesk:'))).toHaveLength(1)
  expect(lines.find((line) => line.startsWith('Frontdesk:'))).toMatch(reason)
  expect(await countHosts(page)).toBe(0)
  await page.evaluate(() => {
    if (window.Frontdesk && 'open' in window.Frontdesk) window.Frontdesk.open()
  })
})

test('stays silent with one console line when the page’s wishes are no JSON', async () => {
  shop.server.attributes = `data-config='{name}'`
  const { page, lines } = await shop.arrive()
  await expect.poll(() => lines.filter((line) => line.startsWith('Frontdesk:'))).toHaveLength(1)
  expect(await countHosts(page)).toBe(0)
})

test('says what is missing when the tag names no bot', async () => {
  shop.server.page = toPage(`<script src="${shop.server.origin}/widget.js"></script>`)
  const { page, lines } = await shop.arrive()
  expect(lines).toEqual(['Frontdesk: the script tag needs data-bot-id and data-api-key.'])
  expect(await page.evaluate(() => 'Frontdesk' in window)).toBe(false)
})
