import { expect, test } from 'vitest'
import { useShop } from './testing/shop.ts'

const shop = useShop()

test('stays above the on-screen keyboard, and where it is when the page is magnified', async () => {
  const { page, launcher, panel, field } = await shop.arrive({
    viewport: { width: 390, height: 844 },
    prepare: (opened) =>
      opened.addInitScript(() => {
        const view = Object.assign(new EventTarget(), { height: 844, offsetTop: 0, scale: 1 })
        Object.defineProperty(window, 'visualViewport', { value: view })
      }),
  })
  const show = (changes: Partial<Record<keyof VisualViewport, number>>, event: string) =>
    page.evaluate(
      ({ changes, event }) =>
        Object.assign(visualViewport ?? {}, changes) && visualViewport?.dispatchEvent(new Event(event)),
      { changes, event },
    )
  await launcher.click()
  await panel.evaluate((element) => Promise.all(element.getAnimations().map(({ finished }) => finished)))
  expect(await panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
  await show({ height: 500 }, 'resize')
  await show({ offsetTop: 40 }, 'scroll')
  expect(await panel.boundingBox()).toEqual({ x: 0, y: 40, width: 390, height: 500 })
  const box = await field.boundingBox()
  expect(box && box.y + box.height).toBeLessThan(540)
  await show({ scale: 2, height: 250, offsetTop: 90 }, 'resize')
  expect(await panel.boundingBox()).toEqual({ x: 0, y: 40, width: 390, height: 500 })
  await show({ scale: 1, height: 844, offsetTop: 0 }, 'resize')
  expect(await panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
})

test('is not printed', async () => {
  const { page, launcher, panel } = await shop.arriveAndOpen()
  await panel.waitFor()
  await page.emulateMedia({ media: 'print' })
  expect([await launcher.isVisible(), await panel.isVisible()]).toEqual([false, false])
})
