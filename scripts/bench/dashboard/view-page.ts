import type { Browser } from 'playwright-core'
import { OWNER } from '#server/testing/admin-client.ts'

export type View = {
  /** From the request of the page until what it is for stands on the screen. */
  shownMs: number
  /** Sum of the layout shifts until a second later. */
  shift: number
  /** Of every task over 50 ms, what is over. */
  blockingMs: number
}

/** A browser that has never been here opens one page of the dashboard, signed in, `slowdown` times slower. */
export async function viewPage(
  browser: Browser,
  url: string,
  { path, shows, slowdown }: { path: string; /** A selector. */ shows: string; slowdown: number },
): Promise<View> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  try {
    if (path !== '/login') await context.request.post(`${url}/api/auth/login`, { data: OWNER })
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    await page.addInitScript(`(${WATCH})(${JSON.stringify(shows)})`)
    await page.goto(url + path)
    await page.waitForFunction(() => Reflect.has(globalThis, 'shownAt'))
    // What comes late may still move what is there.
    await page.waitForTimeout(1_000)
    return await page.evaluate<View>(READ)
  } finally {
    await context.close()
  }
}

// A task after the next frame: it is drawn then.
const WATCH = `(shows) => {
  const look = () => {
    if (document.querySelector(shows) === null) return
    observer.disconnect()
    requestAnimationFrame(() => setTimeout(() => (window.shownAt = performance.now())))
  }
  const observer = new MutationObserver(look)
  observer.observe(document, { childList: true, subtree: true })
}`

// The browser keeps these for observers that come late.
const READ = `new Promise((resolve) => {
  const found = { shownMs: window.shownAt, shift: 0, blockingMs: 0 }
  const add = (list) => {
    for (const { entryType, duration, value } of list.getEntries()) {
      if (entryType === 'longtask') found.blockingMs += Math.max(0, duration - 50)
      else found.shift += value
    }
  }
  for (const type of ['longtask', 'layout-shift']) new PerformanceObserver(add).observe({ type, buffered: true })
  requestAnimationFrame(() => setTimeout(() => resolve(found)))
})`
