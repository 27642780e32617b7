import type { Page } from 'playwright-core'

// Pages that hold the widget.

export const toPage = (body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><title>Shop</title>${head}</head><body>${body}</body></html>`

export const countHosts = (page: Page): Promise<number> => page.locator('#chatbot-widget-host').count()
