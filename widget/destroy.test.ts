import { expect, test } from 'vitest'
import { say } from './testing/fake-server.ts'
import { footprint, watchWork } from './testing/footprint.ts'
import { countHosts, toPage } from './testing/host-pages.ts'
import { eventually, useShop } from './testing/shop.ts'
import type { Visit } from './testing/visit.ts'

const shop = useShop()

const MAIN = '<main><button>Buy</button></main>'
const arrive = (script: 'with the widget' | 'without') =>
  shop.arrive({
    prepare: async (page) => {
      await page.addInitScript(watchWork)
      if (script === 'without') await page.route('**/widget.js', (route) => route.fulfill({ body: '' }))
    },
  })
const bareFootprint = async () => footprint((await arrive('without')).page)
/** What was asked of the browser for its next frame is done. */
const settle = ({ page }: Visit) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))

const MOMENTS: Record<string, (visitor: Visit) => Promise<void>> = {
  'before it was opened': ({ launcher }) => launcher.waitFor(),
  'while it is open': ({ launcher }) => launcher.click(),
  'after a conversation': (visitor) => visitor.converse(),
  'after it was closed again': async (visitor) => {
    await visitor.converse()
    await visitor.page.keyboard.press('Escape')
  },
  'while it waits for an answer': async ({ launcher, ask }) => {
    shop.server.reply = () => ['hang']
    await launcher.click()
    await ask('Hello')
    await eventually(() => shop.server.chats.length).toBe(1)
  },
  'while an answer streams': async ({ launcher, log, ask }) => {
    shop.server.reply = () => [...say('Well'), 'hang']
    await launcher.click()
    await ask('Hello')
    await log.getByText('Well').waitFor()
  },
}

test.each(Object.entries(MOMENTS))('leaves nothing behind when it is destroyed %s', async (_name, act) => {
  shop.server.page = toPage(`${MAIN}{script}`)
  const bare = await bareFootprint()
  const visitor = await arrive('with the widget')
  await act(visitor)
  await visitor.page.evaluate(() => {
    const root = document.getElementById('chatbot-widget-host')?.shadowRoot
    window.underWay.root = root ? new WeakRef(root) : undefined
  })
  const during = await footprint(visitor.page)
  expect(during).toMatchObject({ hasRoot: true, nodes: bare.nodes + 1 })
  expect(during.globals).toEqual([...bare.globals, 'Frontdesk'].sort())
  expect(during.listeners.length).toBeGreaterThan(0)
  const isHanging = during.timers > 0

  await visitor.call('destroy')
  await settle(visitor)
  expect(await footprint(visitor.page)).toEqual(bare)
  if (isHanging) await eventually(() => shop.server.abandoned).toBe(1)
  expect(visitor.lines).toEqual([])
})

test.each([
  ['its script', `<script>window.Frontdesk = { q: [['open'], ['destroy']] }</script>${MAIN}{script}`],
  ['its config', `${MAIN}{script}<script>window.Frontdesk?.q.push(['open'], ['destroy'])</script>`],
])('never shows when it is destroyed before %s came', async (_name, body) => {
  shop.server.page = toPage(body)
  const { globals: _globals, ...bare } = await bareFootprint()
  const visitor = await arrive('with the widget')
  await visitor.page.waitForLoadState('networkidle')
  expect(await footprint(visitor.page)).toMatchObject(bare)
  expect(await visitor.page.evaluate(() => window.Frontdesk)).toBeUndefined()
  expect(visitor.lines).toEqual([])
})

test('starts anew with a new tag, and is not harmed when the old one is destroyed again', async () => {
  const visitor = await shop.arrive()
  const { page, launcher, log } = visitor
  await visitor.converse()
  await page.evaluate(() => {
    const old = window.Frontdesk
    Object.defineProperty(window, 'destroyOld', { value: () => old?.q.push(['destroy']) })
  })
  await page.evaluate('destroyOld()')
  await expect.poll(() => countHosts(page)).toBe(0)
  await page.addScriptTag({ url: shop.server.src }).catch(() => undefined)
  await log.getByText('You said: Hello').waitFor()
  await page.evaluate('destroyOld()')
  await visitor.call('close')
  await launcher.waitFor()
  expect(await log.isVisible()).toBe(false)
})
