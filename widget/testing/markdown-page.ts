import { launchBrowser } from '#server/testing/browser.ts'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll } from 'vitest'

declare global {
  /** In the page that `useMarkdownPage` opens. */
  const Markdown: typeof import('../markdown.ts')
}

/** The real module in a real page: Vite bundles it, and the page calls `Markdown.createMarkdown`. For all tests of a file. */
export function useMarkdownPage() {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await launchBrowser()
    page = await browser.newPage()
    const entry = fileURLToPath(new URL('../markdown.ts', import.meta.url))
    const lib = { entry, formats: ['iife' as const], name: 'Markdown' }
    const built = await build({ configFile: false, logLevel: 'error', publicDir: false, build: { write: false, lib } })
    const output = Array.isArray(built) ? built[0]?.output : 'output' in built ? built.output : undefined
    await page.addScriptTag({ content: output?.[0].code ?? '' })
    // Every piece is drawn, as if each came in a frame of its own.
    await page.evaluate(() => {
      window.requestAnimationFrame = (draw) => {
        draw(0)
        return 0
      }
    })
  })
  afterAll(() => browser.close())

  return {
    get page() {
      return page
    },
    render: (pieces: string[]): Promise<string> =>
      page.evaluate((parts) => {
        const root = document.createElement('div')
        const markdown = Markdown.createMarkdown(root)
        for (const part of parts) markdown.write(part)
        markdown.end()
        return root.innerHTML
      }, pieces),
  }
}
