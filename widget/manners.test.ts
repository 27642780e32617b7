import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { done, say } from './testing/fake-server.ts'
import { toPage } from './testing/host-pages.ts'
import { eventually, useShop } from './testing/shop.ts'

// A widget does not take what is the page's: its focus, its scroll position, its place, its storage.
const shop = useShop()

const FORM = '<main style="height: 4000px"><label>Order <input id="order"></label></main>'
const place = (page: Page) => page.evaluate(() => [document.activeElement?.id, scrollY])

/** Lets the config through when told to. */
const holdConfig = () => {
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  const prepare = (page: Page) =>
    page.route('**/config/**', async (route) => {
      await released
      await route.continue()
    })
  return { prepare, release }
}

test.each([
  ['by its tag', 'data-open', ''],
  ['by a call from before it loaded', '', `<script>window.Frontdesk = { q: [['open']] }</script>`],
])('takes neither focus nor scroll when it is opened %s', async (_name, attributes, head) => {
  shop.server.page = toPage(`${FORM}${shop.server.tag(attributes)}`, head)
  const { prepare, release } = holdConfig()
  const { page, panel, log } = await shop.arrive({ prepare })
  await page.getByLabel('Order').focus()
  await page.evaluate(() => scrollTo(0, 700))
  release()
  await panel.waitFor()
  await log.getByText('Hi! How can I help?').waitFor()
  expect(await place(page)).toEqual(['order', 700])
})

test('does not disturb who writes in the page while an answer comes', async () => {
  shop.server.page = toPage(`${FORM}{script}`)
  shop.server.reply = () => ['pause', ...say('We ', 'have ', 'rye.'), done()]
  const { page, log, ask } = await shop.arriveAndOpen()
  await ask('What is there?')
  await eventually(() => shop.server.chats.length).toBe(1)
  const order = page.getByLabel('Order')
  await order.pressSequentially('Two loaves')
  await order.evaluate((element: HTMLInputElement) => element.setSelectionRange(3, 3))
  shop.server.resume()
  await page.keyboard.type(' large')
  await log.getByText('We have rye.').waitFor()
  await page.keyboard.type(' rye')
  expect(await order.inputValue()).toBe('Two large rye loaves')
})

test('keeps nothing and calls nobody else before the first message', async () => {
  const { page, launcher, field, panel } = await shop.arrive()
  const hosts = new Set<string>()
  page.on('request', (request) => hosts.add(new URL(request.url()).origin))
  await page.reload()
  await launcher.click()
  await field.fill('Half a ques')
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'hidden' })
  expect(
    await page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    })),
  ).toEqual({ local: 0, session: 0, databases: 0, caches: 0, workers: 0 })
  expect(await page.context().cookies()).toEqual([])
  expect([...hosts].sort()).toEqual([shop.server.origin, new URL(shop.server.shop).origin].sort())
})

test('shows nothing and says nothing while its config is on the way, then what was asked of it', async () => {
  shop.server.page = toPage(`${FORM}{script}`)
  const { prepare, release } = holdConfig()
  const visitor = await shop.arrive({ prepare })
  await visitor.page.getByLabel('Order').fill('Rye')
  await visitor.call('open', { message: 'Is it open?' })
  expect(await visitor.page.locator('#chatbot-widget-host').count()).toBe(0)
  release()
  await visitor.panel.waitFor()
  expect(await visitor.field.inputValue()).toBe('Is it open?')
  expect(await visitor.page.getByLabel('Order').inputValue()).toBe('Rye')
  expect(visitor.lines).toEqual([])
})
