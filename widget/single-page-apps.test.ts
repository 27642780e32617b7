import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { serveReactApp, serveTurboApp } from './testing/apps.ts'
import { done, say } from './testing/fake-server.ts'
import { countHosts } from './testing/host-pages.ts'
import { start } from './testing/react-app.ts'
import { eventually, useShop } from './testing/shop.ts'

const shop = useShop()

/** Whether each host in the page holds a widget, or is a dead copy. */
const hosts = (page: Page) =>
  page.evaluate(() => Array.from(document.querySelectorAll('#chatbot-widget-host'), (host) => host.shadowRoot !== null))

test.each(['each body', 'the head'] as const)(
  'goes along through a Turbo app that has its tag in %s',
  async (place) => {
    serveTurboApp(shop.server, place)
    const visitor = await shop.arrive()
    const { page, log, panel, ask } = visitor
    await visitor.converse()
    await page.evaluate(() => Object.assign(window, { isSameDocument: true }))
    shop.server.reply = ({ message }) => ['pause', ...say('You asked: ', message), done()]
    for (const name of ['About', 'Contact', 'Home', 'About']) {
      const chats = shop.server.chats.length
      await ask(`What of ${name}, ${chats}?`)
      await eventually(() => shop.server.chats.length).toBe(chats + 1)
      await page.getByRole('link', { name }).click()
      await page.getByRole('heading', { name }).waitFor()
      shop.server.resume()
      await log.getByText(`You asked: What of ${name}, ${chats}?`).waitFor()
      await eventually(() => hosts(page)).toEqual([true])
    }
    for (const name of ['Home', 'Contact']) {
      await page.goBack()
      await page.getByRole('heading', { name }).waitFor()
      await panel.waitFor()
      await eventually(() => hosts(page)).toEqual([true])
    }
    expect(await log.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop)).toBe(0)
    expect(await page.evaluate(() => 'isSameDocument' in window)).toBe(true)
    expect(shop.server.paths.filter((path) => path.includes('config'))).toHaveLength(1)
    expect(visitor.lines).toEqual([])
  },
)

test.each(Object.keys(start))('goes along through a React app that %s', async (root) => {
  await serveReactApp(shop.server)
  const visitor = await shop.arrive()
  const { page, log, ask } = visitor
  await visitor.converse()
  await page.evaluate((root) => window.reactApp.start[root]?.(), root)
  const visitPages = async () => {
    for (const name of ['About', 'Contact', 'Home']) {
      await page.getByRole('button', { name }).click()
      await page.getByRole('heading', { name }).waitFor()
      await ask(`What of ${name}?`)
      await log.getByText(`You said: What of ${name}?`).last().waitFor()
      expect(await countHosts(page)).toBe(1)
    }
  }
  await visitPages()

  // And the other way round: React was first.
  await visitor.call('destroy')
  await page.addScriptTag({
    content: `document.body.append(document.createRange().createContextualFragment(${JSON.stringify(shop.server.script)}))`,
  })
  await log.getByText('You said: Hello').waitFor()
  await visitPages()
  expect(visitor.lines.filter((line) => !line.includes('React DevTools'))).toEqual([])
})

test('comes back when the page swaps its body or clears it', async () => {
  const visitor = await shop.arrive()
  await visitor.converse()
  await visitor.page.evaluate(() => {
    const body = document.createElement('body')
    body.innerHTML = '<h1>Another page</h1>'
    document.documentElement.replaceChild(body, document.body)
  })
  await visitor.log.getByText('You said: Hello').waitFor()
  await visitor.page.evaluate(() => document.body.replaceChildren())
  await visitor.ask('Still there?')
  await visitor.log.getByText('You said: Still there?').waitFor()
})
