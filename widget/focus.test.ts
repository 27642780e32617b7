import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useShop } from './testing/shop.ts'

const shop = useShop()

test('gives the focus back to the button of the page that opened it', async () => {
  shop.server.page = shop.server.page.replace(
    '{script}',
    '<button onclick="Frontdesk.open()">Ask us</button><p style="height: 3000px">Bread</p>{script}',
  )
  const { page, launcher, field } = await shop.arrive()
  await launcher.waitFor()
  const button = page.getByRole('button', { name: 'Ask us' })
  await button.press('Enter')
  expect(await field.evaluate((element) => element.matches(':focus'))).toBe(true)
  await page.mouse.wheel(0, 1000)
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(1000)
  await page.keyboard.press('Escape')
  expect(await button.evaluate((element) => element.matches(':focus'))).toBe(true)
  expect(await page.evaluate(() => scrollY)).toBe(1000)

  await launcher.press('Enter')
  await page.keyboard.press('Escape')
  expect(await launcher.evaluate((element) => element.matches(':focus'))).toBe(true)
})

test('lets nobody out backwards who has just opened a panel that covers the page', async () => {
  const { page, launcher } = await shop.arrive({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  await launcher.tap()
  await page.keyboard.press('Shift+Tab')
  const startOver = page.getByRole('button', { name: 'Start over' })
  expect(await startOver.evaluate((element) => element.matches(':focus'))).toBe(true)
})

test('tells the time of each message to those who use no mouse', async () => {
  const { page, launcher, log, ask } = await shop.arrive({ reducedMotion: 'reduce' })
  await launcher.click()
  await ask('Hello')
  await log.getByText('You said: Hello').waitFor()
  const seen = () => log.locator('time').evaluateAll((times) => times.map((time) => getComputedStyle(time).opacity))
  expect(await seen()).toEqual(['0', '0'])
  await page.keyboard.press('Shift+Tab')
  expect(await seen()).toEqual(['1', '1'])
})

/** How many pixels of one picture stand out from the other, at the 3:1 that WCAG asks of a focus ring. */
const countChanges = (page: Page, pictures: Buffer[]) =>
  page.evaluate(
    async (addresses) => {
      const [before = [], after = []] = await Promise.all(
        addresses.map(async (address) => {
          const picture = await createImageBitmap(await (await fetch(address)).blob())
          const { width, height } = picture
          const canvas = new OffscreenCanvas(width, height).getContext('2d')
          canvas?.drawImage(picture, 0, 0)
          const { data = [] } = canvas?.getImageData(0, 0, width, height) ?? {}
          return Array.from({ length: width * height }, (_, pixel) => {
            const [r = 0, g = 0, b = 0] = [0, 1, 2].map((channel) => ((data[pixel * 4 + channel] ?? 0) / 255) ** 2.2)
            return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
          })
        }),
      )
      return before.filter((light, pixel) => {
        const now = after[pixel] ?? 0
        return Math.max(light, now) / Math.min(light, now) >= 3
      }).length
    },
    pictures.map((picture) => `data:image/png;base64,${picture.toString('base64')}`),
  )

test.each([
  ['dark', 'white'],
  ['dark', 'black'],
  ['light', 'white'],
  ['light', 'black'],
  ['light', 'gray'],
  ['dark', 'gray'],
  ['light', '#0B6E4F'],
])('shows the focus on the launcher in its %s colours on a page that is %s', async (theme, ground) => {
  shop.server.attributes = `data-theme="${theme}"`
  shop.server.page = shop.server.page.replace('<body>', `<body style="background: ${ground}">`)
  const { page, launcher } = await shop.arrive({ viewport: { width: 400, height: 400 }, reducedMotion: 'reduce' })
  await launcher.waitFor()
  const before = await page.screenshot()
  await page.keyboard.press('Tab')
  const ringPx = 2 * Math.PI * 28
  expect(await countChanges(page, [before, await page.screenshot()])).toBeGreaterThan(2 * ringPx)
})
