import axe from 'axe-core'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

const SMALL_PHONE = { width: 320, height: 640 }

declare global {
  interface Window {
    axe: typeof axe
  }
}

/** What every page owes everyone: nothing axe objects to, light and dark, and nothing wider than a small phone. */
export async function expectSound(page: Page, where: string): Promise<void> {
  const shown = page.viewportSize()
  await page.evaluate(axe.source)
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate(() =>
      Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
    )
    const { violations } = await page.evaluate((isDark) => {
      // In the dark only colors differ.
      if (isDark) return window.axe.run({ runOnly: ['color-contrast'] })
      // A dialog has the page's landmarks and heading behind it, out of reach for as long as it is open.
      const enabled = document.querySelector('[role=alertdialog], [role=dialog]') === null
      return window.axe.run({ rules: { 'landmark-one-main': { enabled }, 'page-has-heading-one': { enabled } } })
    }, colorScheme === 'dark')
    found.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${colorScheme} ${id}: ${html}`)))
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  expect(found, where).toEqual([])

  await page.setViewportSize(SMALL_PHONE)
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `the width of ${where}`).toBe(320)
  if (shown) await page.setViewportSize(shown)
}

/** Resolves when each is on the page; a second match of the same name rejects. */
export const findOnce = (...controls: Locator[]): Promise<unknown> =>
  Promise.all(controls.map((control) => control.waitFor()))
