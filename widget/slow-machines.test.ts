import { expect, test } from 'vitest'
import { done, HOURS, say } from './testing/fake-server.ts'
import { ARTICLE, toPage } from './testing/host-pages.ts'
import { useShop } from './testing/shop.ts'

const shop = useShop()

declare global {
  interface Window {
    /** How often the field was measured. */
    measured: number
    shift: number
  }
}
/** Adds up in the page what moved there, by whomever. */
const watchShifts = () => {
  window.shift = 0
  const add = (entry: PerformanceEntry) => (window.shift += 'value' in entry ? Number(entry.value) : 1)
  new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type: 'layout-shift', buffered: true })
}

const PIECES = Array.from({ length: 300 }, (_, index) => `Piece ${index}${index % 10 === 9 ? '.\n\n' : ' '}`)

test('moves nothing in an article of 5,000 words on a machine four times slower', async () => {
  shop.server.page = toPage(`<article>${ARTICLE}</article>{script}`)
  shop.server.reply = () => [...say(...PIECES), done(HOURS)]
  const { page, launcher, log, ask, lines } = await shop.arrive({
    prepare: async (opened) => {
      await opened.addInitScript(watchShifts)
      const session = await opened.context().newCDPSession(opened)
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    },
  })
  await page.evaluate(() => scrollTo(0, 2000))
  await launcher.click()
  await ask('Tell me everything')
  await log.getByRole('link', { name: 'Opening hours' }).waitFor()
  const text = (await log.innerText()).replace(/\s+/g, ' ')
  expect(text).toContain(PIECES.join('').replace(/\s+/g, ' '))

  // At the end of the conversation the wheel does not go on to the page.
  await log.hover()
  await page.mouse.wheel(0, 500)
  await page.getByRole('button', { name: 'Close chat' }).click()
  await launcher.waitFor()
  expect(await page.evaluate(() => [scrollY, window.shift])).toEqual([2000, 0])
  expect(lines).toEqual([])
})

test('lays out an answer as often as it is drawn, not at every piece', async () => {
  shop.server.reply = () => [...say(...PIECES), done(HOURS)]
  const { page, launcher, log, ask } = await shop.arrive({
    prepare: (opened) =>
      opened.addInitScript(() => {
        window.measured = 0
        const { get } = Object.getOwnPropertyDescriptor(Element.prototype, 'scrollHeight') ?? {}
        Object.defineProperty(HTMLTextAreaElement.prototype, 'scrollHeight', {
          get() {
            window.measured++
            return get?.call(this)
          },
        })
      }),
  })
  await launcher.click()
  await ask('Tell me everything')
  await log.getByRole('link', { name: 'Opening hours' }).waitFor()
  const measured = await page.evaluate(() => window.measured)
  expect(measured).toBeGreaterThan(0)
  expect(measured).toBeLessThan(20)
})

test('works over slow 3G', async () => {
  const visitor = await shop.arrive({
    prepare: async (page) => {
      const session = await page.context().newCDPSession(page)
      await session.send('Network.enable')
      // 400 kbit a second, and 400 ms before the first of them.
      const speed = { downloadThroughput: 50_000, uploadThroughput: 50_000, latency: 400 }
      await session.send('Network.emulateNetworkConditions', { offline: false, ...speed })
    },
  })
  await visitor.converse()
  expect(visitor.lines).toEqual([])
})
