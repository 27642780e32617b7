import { type BrowserContext, launch, type Page } from 'puppeteer-core'
import type { Engine, Size, Tab } from './engine.ts'

/** Longer than any wait of a test: past it the browser hangs. */
const ANSWER_MS = 15_000
const CLOSE_MS = 5_000
const EXECUTABLE = process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr'

export async function launchFirefox(): Promise<Engine> {
  const browser = await launch({ browser: 'firefox', executablePath: EXECUTABLE, protocolTimeout: ANSWER_MS })
  const visits: BrowserContext[] = []
  return {
    version: (await browser.version()).replace('firefox/', ''),
    async open(size) {
      const context = await browser.createBrowserContext()
      visits.push(context)
      return openTab(context, size)
    },
    leave: async () => void (await Promise.all(visits.splice(0).map((context) => context.close()))),
    async close() {
      const patience = setTimeout(() => browser.process()?.kill('SIGKILL'), CLOSE_MS)
      await browser.close()
      clearTimeout(patience)
    },
  }
}

async function openTab(context: BrowserContext, size: Size): Promise<Tab> {
  const page = await context.newPage()
  await page.setViewport(size)
  return toTab(page, () => openTab(context, size))
}

const toTab = (page: Page, openAnother: () => Promise<Tab>): Tab => ({
  goto: async (url) => void (await page.goto(url)),
  evaluate: async (expression) => String(await page.evaluate(expression)),
  async press(key, withShift) {
    if (withShift) await page.keyboard.down('Shift')
    await page.keyboard.press(key)
    if (withShift) await page.keyboard.up('Shift')
  },
  type: (text) => page.keyboard.type(text),
  click: ({ x, y }) => page.mouse.click(x, y),
  screenshot: async (path) => void (await page.screenshot({ path: `${path.replace(/\.png$/, '')}.png` })),
  openAnother,
})
