import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { FakeServer } from './fake-server.ts'

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
}

/** A visitor's browser on the shop's page, before anything was clicked. `prepare` runs before the page loads. */
export async function visit(
  browser: Browser,
  server: FakeServer,
  { prepare, ...options }: BrowserContextOptions & { prepare?: (page: Page) => Promise<unknown> } = {},
): Promise<Visit> {
  const context = await browser.newContext(options)
  const visited = watch(await context.newPage())
  await prepare?.(visited.page)
  await visited.page.goto(server.shop)
  return visited
}

export function watch(page: Page): Visit {
  const errors: string[] = []
  const lines: string[] = []
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  page.on('console', (message) => lines.push(message.text()))
  const field = page.getByRole('textbox', { name: 'Message' })
  return {
    page,
    errors,
    lines,
    launcher: page.getByRole('button', { name: 'Open chat' }),
    panel: page.getByRole('dialog', { name: 'Bakery' }),
    log: page.getByRole('log', { name: 'Conversation' }),
    field,
    async ask(text) {
      await field.fill(text)
      await field.press('Enter')
    },
  }
}
