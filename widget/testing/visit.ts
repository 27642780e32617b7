import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { FrontdeskApi } from '../embed.ts'
import { BOT_ID, type FakeServer } from './fake-server.ts'

export type Visit = {
  page: Page
  /** Uncaught errors of the page and lines of its console. */
  errors: string[]
  lines: string[]
  launcher: Locator
  panel: Locator
  log: Locator
  field: Locator
  ask: (text: string) => Promise<void>
  /** Opens the chat and gets an answer. */
  converse: () => Promise<void>
  /** What the browser remembers. */
  stored: () => Promise<string | null>
  /** Calls a method of `window.Frontdesk`. */
  call: (...call: Parameters<FrontdeskApi['q']['push']>[number]) => Promise<void>
}
export type VisitOptions = BrowserContextOptions & {
  /** Runs before the page loads. */
  prepare?: (page: Page) => Promise<unknown>
  path?: string
}

/** A visitor's browser on the shop's page, before anything was clicked. */
export async function visit(
  browser: Browser,
  server: FakeServer,
  { prepare, path = '', ...options }: VisitOptions = {},
): Promise<Visit> {
  const context = await browser.newContext(options)
  const visited = watch(await context.newPage())
  await prepare?.(visited.page)
  await visited.page.goto(server.shop + path)
  return visited
}

export function watch(page: Page): Visit {
  const errors: string[] = []
  const lines: string[] = []
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  page.on('console', (message) => lines.push(message.text()))
  const field = page.getByRole('textbox', { name: 'Message' })
  const launcher = page.getByRole('button', { name: 'Open chat' })
  const log = page.getByRole('log', { name: 'Conversation' })
  const ask = async (text: string) => {
    await field.fill(text)
    await field.press('Enter')
  }
  return {
    page,
    errors,
    lines,
    launcher,
    panel: page.getByRole('dialog', { name: 'Bakery' }),
    log,
    field,
    ask,
    stored: () => page.evaluate((key) => localStorage.getItem(key), `frontdesk:${BOT_ID}`),
    call: (...call) => page.evaluate((call) => void window.Frontdesk?.q.push(call), call),
    async converse() {
      await launcher.click()
      await ask('Hello')
      await log.getByText('You said: Hello').waitFor()
    },
  }
}
