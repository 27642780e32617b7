import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { done, say } from './testing/fake-server.ts'
import { useShop } from './testing/shop.ts'

const shop = useShop()
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

const TITLE = 'Loaves, rolls and cakes that we bring to your door on weekdays, and what each of them costs'
const LONG = {
  name: 'The bakery at the old mill by the river, where Cartwright Lane meets Station Road',
  show_button_text: true,
  button_text: 'Ask about your order or our opening time',
}
/** What WCAG 2.2 lets a reader set (1.4.12). */
const SPACING = '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }'

/** Neither cut off by its own box nor by the screen. */
const isWhole = (element: Locator) =>
  element.evaluate((node) => {
    const { left, right } = node.getBoundingClientRect()
    return node.scrollWidth <= node.clientWidth && left >= 0 && right <= innerWidth
  })

test.each([
  ['on the narrowest screen', 320, ''],
  ['there with the spacing a reader may set', 320, SPACING],
  ['on a wide screen', 1100, ''],
])('cuts off no name, title or word %s', async (_name, width, css) => {
  shop.server.config = LONG
  shop.server.reply = () => [...say('Yes.'), done({ title: TITLE, url: 'https://bakery.example/', excerpt: 'Loaves' })]
  const { page, log, field, ask } = await shop.arrive({ viewport: { width, height: 600 } })
  const launcher = page.getByRole('button', { name: LONG.button_text })
  await launcher.waitFor()
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.getElementById('chatbot-widget-host')?.shadowRoot?.adoptedStyleSheets.push(sheet)
  }, css)
  expect(await isWhole(launcher.getByText(LONG.button_text))).toBe(true)
  await launcher.click()
  await ask('Hello')
  const source = log.getByRole('link', { name: TITLE })
  await source.waitFor()
  expect(await isWhole(source)).toBe(true)
  expect(await isWhole(page.getByRole('dialog').locator('strong'))).toBe(true)
  expect(await isWhole(log)).toBe(true)
  expect(await field.isVisible()).toBe(true)
})

test('keeps all controls in reach where there is hardly any height', async () => {
  // 400 % zoom, or a phone that lies on its side with its keyboard up.
  const { page, launcher, log, field } = await shop.arrive({ viewport: { width: 320, height: 256 } })
  await launcher.click()
  await field.fill('Bread '.repeat(900))
  await page.getByRole('alert').waitFor()
  for (const name of ['Close chat', 'Send message', 'Start over']) {
    const button = page.getByRole('button', { name })
    await button.scrollIntoViewIfNeeded()
    const { y = -1, height = 0 } = (await button.boundingBox()) ?? {}
    expect(y).toBeGreaterThanOrEqual(0)
    expect(y + height).toBeLessThanOrEqual(256)
  }
  expect((await log.boundingBox())?.height).toBeGreaterThanOrEqual(96)
})

test('scrolls without a bar of its own where there is room', async () => {
  const { panel } = await shop.arriveAndOpen()
  expect(await panel.evaluate((element) => element.scrollHeight - element.clientHeight)).toBe(0)
})

test('leaves the page behind it where it is, wherever a finger moves', async () => {
  shop.server.page = shop.server.page.replace('</main>', '<p style="height: 3000px">Bread</p></main>')
  const { page, launcher, panel } = await shop.arrive(PHONE)
  const devtools = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints })
  const swipe = async (element: Locator) => {
    const { x = 0, y = 0, width = 0, height = 0 } = (await element.boundingBox()) ?? {}
    const from = { x: x + width / 2, y: Math.min(y + height / 2, 400) }
    await touch('touchStart', from)
    for (let step = 1; step <= 10; step++) await touch('touchMove', { ...from, y: from.y - 15 * step })
    await touch('touchEnd')
    return page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(scrollY)))),
    )
  }
  await launcher.click()
  await panel.evaluate((element) => Promise.all(element.getAnimations().map(({ finished }) => finished)))
  for (const part of ['header', '.log', '.composer', 'footer']) expect(await swipe(panel.locator(part))).toBe(0)
  await page.getByRole('button', { name: 'Close chat' }).click()
  expect(await swipe(page.locator('main'))).toBeGreaterThan(50)
})

test('is not magnified by two quick taps', async () => {
  const { launcher, panel } = await shop.arriveAndOpen()
  for (const element of [launcher, panel])
    expect(await element.evaluate((node) => getComputedStyle(node).touchAction)).toBe('manipulation')
})
