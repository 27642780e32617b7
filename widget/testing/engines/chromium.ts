import { launchBrowser } from '#server/testing/browser.ts'
import type { BrowserContext, Page } from 'playwright-core'
import type { Engine, Tab } from './engine.ts'

export async function launchChromium(): Promise<Engine> {
  const browser = await launchBrowser()
  return {
    version: browser.version(),
    async open(viewport) {
      const context = await browser.newContext({ viewport })
      return toTab(context, await context.newPage())
    },
    leave: async () => void (await Promise.all(browser.contexts().map((context) => context.close()))),
    close: () => browser.close(),
  }
}

const toTab = (context: BrowserContext, page: Page): Tab => ({
  goto: async (url) => void (await page.goto(url)),
  evaluate: (expression) => page.evaluate(expression),
  press: (key, withShift) => page.keyboard.press(withShift ? `Shift+${key}` : key),
  type: (text) => page.keyboard.type(text),
  click: ({ x, y }) => page.mouse.click(x, y),
  screenshot: async (path) => void (await page.screenshot({ path })),
  openAnother: async () => toTab(context, await context.newPage()),
})
