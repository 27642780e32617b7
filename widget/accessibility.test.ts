import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { done, RICH, say } from './testing/fake-server.ts'
import { useShop } from './testing/shop.ts'

const shop = useShop()
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement
    return element?.getAttribute('aria-label') ?? element?.textContent
  })

declare global {
  interface Window {
    axe: typeof axe
  }
}
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  // Colours are judged when nothing fades in any more.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
  )
  const results: AxeResults = await page.evaluate(() => window.axe.run())
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

test.each([
  ['light', { colorScheme: 'light' as const, reducedMotion: 'reduce' as const }, '#3B82F6'],
  ['dark', { colorScheme: 'dark' as const, reducedMotion: 'reduce' as const }, '#D9A94A'],
  ['a phone', { ...PHONE, reducedMotion: 'reduce' as const }, '#0B6E4F'],
  ['forced colours', { forcedColors: 'active' as const, reducedMotion: 'reduce' as const }, '#0B6E4F'],
])('has nothing that axe objects to, in %s', async (_name, options, accent_color) => {
  shop.server.config = { accent_color, show_button_text: true }
  const { page, log, field, ask } = await shop.arrive(options)
  await page.getByRole('button', { name: 'Chat with us' }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Chat with us' }).click()
  expect(await violations(page)).toEqual([])
  shop.server.reply = () => [
    ...say(RICH),
    done({ title: 'A page', url: 'https://a.example/', excerpt: 'x' }, { title: 'A text', url: null, excerpt: '' }),
  ]
  await ask('When?')
  await log.getByRole('list', { name: 'Sources' }).waitFor()
  await log.getByText('When?').hover()
  expect(await violations(page)).toEqual([])
  shop.server.reply = () => ['hang']
  await ask('And then?')
  await page.getByRole('img', { name: 'Bakery is typing' }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Stop' }).click()
  await field.fill('x'.repeat(4001))
  await log.getByText('Stopped').waitFor()
  expect(await violations(page)).toEqual([])
})

test('holds a whole conversation by keyboard', async () => {
  shop.server.page = shop.server.page.replace('{script}', '<a href="#shop">Shop link</a>{script}')
  const { page, panel, log, launcher } = await shop.arrive()
  await launcher.waitFor()
  expect(await focused(page)).not.toBe('Open chat')
  await page.getByRole('link', { name: 'Shop link' }).focus()
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Open chat')
  await page.keyboard.press('Enter')
  expect(await focused(page)).toBe('Message')
  expect(await launcher.getAttribute('aria-expanded')).toBe('true')

  await page.keyboard.type('First line')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('second line')
  await page.keyboard.press('Enter')
  await log.getByText('You said: First line').waitFor()
  expect(shop.server.chats[0]?.message).toBe('First line\nsecond line')
  expect(await focused(page)).toBe('Message')

  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Send message')
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Start over')
  await page.keyboard.press('Enter')
  expect(await log.innerText()).not.toContain('First line')
  await page.keyboard.press('Escape')
  expect(await panel.isVisible()).toBe(false)
  expect(await focused(page)).toBe('Open chat')
})

test('keeps focus in a panel that covers the page, and on no element that is gone', async () => {
  const { page, launcher } = await shop.arrive({ viewport: { width: 320, height: 600 } })
  await launcher.focus()
  await page.keyboard.press('Enter')
  expect(await launcher.isVisible()).toBe(false)
  expect(await page.getByRole('dialog').getAttribute('aria-modal')).toBe('true')
  const seen = []
  for (let press = 0; press < 5; press++) {
    await page.keyboard.press('Tab')
    seen.push(await focused(page))
  }
  expect(seen).toEqual(['Send message', 'Start over', 'Close chat', 'Conversation', 'Message'])
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  expect(await focused(page)).toBe('Start over')
  await page.getByRole('button', { name: 'Close chat' }).press('Enter')
  expect(await focused(page)).toBe('Open chat')
})

test('announces each finished answer once', async () => {
  shop.server.reply = () => [...say('We **open**', ' at', ' seven.'), done()]
  const { page, launcher, log, ask, lines } = await shop.arrive()
  await launcher.click()
  await page.evaluate(() => {
    const status = document.querySelector('#chatbot-widget-host')?.shadowRoot?.querySelector('[role=status]')
    if (!status) return
    new MutationObserver(() => console.log(`heard: ${status.textContent}`)).observe(status, {
      childList: true,
      characterData: true,
      subtree: true,
    })
  })
  expect(await log.getAttribute('aria-live')).toBe('off')
  await ask('When?')
  const heard = () => lines.filter((line) => line.startsWith('heard: ') && line !== 'heard: ')
  await expect.poll(heard).toEqual(['heard: We open at seven.'])
  shop.server.reply = () => ({ status: 429, code: 'monthly_limit' })
  await ask('And then?')
  await expect
    .poll(heard)
    .toEqual(['heard: We open at seven.', 'heard: Monthly limit reached. Please contact the website owner.'])
})

test.each([
  ['as most browsers tell', { isComposing: true }],
  ['as Safari tells', { keyCode: 229 }],
])('neither sends nor closes while a word is being composed, %s', async (_name, told) => {
  const { launcher, panel, field } = await shop.arrive()
  await launcher.click()
  await field.fill('にほん')
  const press = (key: string) =>
    field.evaluate(
      (element, options) => element.dispatchEvent(new KeyboardEvent('keydown', { ...options, bubbles: true })),
      { key, ...told },
    )
  await press('Enter')
  await press('Escape')
  expect(await panel.isVisible()).toBe(true)
  expect(await field.inputValue()).toBe('にほん')
  await field.press('Enter')
  expect(await field.inputValue()).toBe('')
})

test('does not bring up the keyboard of a phone, and fills the screen', async () => {
  const { page, launcher, panel } = await shop.arrive(PHONE)
  await launcher.tap()
  await panel.evaluate((element) => Promise.all(element.getAnimations().map(({ finished }) => finished)))
  expect(await focused(page)).toBe('Bakery')
  expect(await panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
})

test.each([
  ['at 200 % zoom', { viewport: { width: 640, height: 360 } }],
  ['on the narrowest screen', { viewport: { width: 320, height: 480 } }],
])('stays whole %s', async (_name, options) => {
  shop.server.reply = () => [...say('A-very-long-word-'.repeat(20), '\n\n```\n', 'x'.repeat(300), '\n```'), done()]
  const { page, launcher, log, field, ask } = await shop.arrive(options)
  await launcher.click()
  await ask('Tell me')
  await page.getByRole('button', { name: 'Send message' }).waitFor()
  for (const element of [field, page.getByRole('button', { name: 'Close chat' })]) {
    const box = await element.boundingBox()
    expect(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= options.viewport.width).toBe(true)
  }
  expect(await log.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(options.viewport.width)
})

test('turns round for languages written from the right', async () => {
  shop.server.config = { direction: 'rtl', language: 'ar' }
  const { launcher, log, ask } = await shop.arrive()
  await launcher.click()
  await ask('Hello')
  const mine = await log.getByText('Hello', { exact: true }).boundingBox()
  const theirs = await log.getByText('You said: Hello').boundingBox()
  expect(mine && theirs && mine.x + mine.width < theirs.x + theirs.width).toBe(true)
})

test('stands still for visitors who asked for it, and follows the colours the page wants', async () => {
  shop.server.attributes = 'data-theme="dark"'
  const { launcher, panel } = await shop.arrive({ reducedMotion: 'reduce', colorScheme: 'light' })
  await launcher.click()
  expect(await panel.evaluate((element) => element.getAnimations({ subtree: true }).length)).toBe(0)
  expect(await panel.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(28, 28, 25)')
})

test('draws its icons in the colours a visitor forces', async () => {
  const { page, launcher } = await shop.arrive({ forcedColors: 'active' })
  await launcher.click()
  for (const button of ['Open chat', 'Close chat', 'Send message']) {
    const colors = await page
      .getByRole('button', { name: button })
      .evaluate((element) => [element, ...element.querySelectorAll('svg')].map((node) => getComputedStyle(node).color))
    expect(new Set(colors).size).toBe(1)
  }
})
