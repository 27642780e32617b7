import type { Browser, CDPSession, Page, Response } from 'playwright-core'
import { traceWork, type Work } from './work.ts'

export type Visit = Work & {
  /** Of every task over 50 ms, what is over. */
  blockingMs: number
  /** JavaScript, nodes and buffers, after a collection. */
  heapKb: number
  /** Sum of the layout shifts. */
  shift: number
  /** Addresses asked for, and what came. The page itself is not among them. */
  requests: string[]
  files: { url: string; body: Uint8Array }[]
  /** What is kept in the browser, by kind and name. */
  stored: string[]
  /** From the click on the launcher to the next frame. Undefined without a launcher. */
  openMs: number | undefined
}

/**
 * Someone who has never been here opens the page, in a browser `slowdown` times slower, and waits until no request has
 * gone out for half a second. All is measured then, and only at last the launcher is clicked.
 */
export async function visit(
  browser: Browser,
  address: string,
  { slowdown, hasLauncher }: { slowdown: number; hasLauncher: boolean },
): Promise<Visit> {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    const requests: string[] = []
    const responses: Response[] = []
    const isLoaded = (url: string) => url.startsWith('http') && url !== address
    page.on('request', (request) => isLoaded(request.url()) && requests.push(request.url()))
    page.on('websocket', (socket) => requests.push(socket.url()))
    page.on('response', (response) => isLoaded(response.url()) && response.ok() && responses.push(response))

    const work = await traceWork(browser, () => page.goto(address, { waitUntil: 'networkidle' }))
    const trouble = await page.evaluate<{ blockingMs: number; shift: number }>(TROUBLE)
    return {
      ...work,
      ...trouble,
      requests,
      files: await Promise.all(
        responses.map(async (response) => ({ url: response.url(), body: await read(response) })),
      ),
      stored: await listStored(page),
      heapKb: await weighHeap(devtools),
      openMs: hasLauncher ? await page.evaluate<number>(OPEN) : undefined,
    }
  } finally {
    await context.close()
  }
}

// A line that broke leaves none.
const read = (response: Response): Promise<Uint8Array> => response.body().catch(() => new Uint8Array())

// The browser keeps these for observers that come late.
const TROUBLE = `new Promise((resolve) => {
  const found = { blockingMs: 0, shift: 0 }
  const add = (list) => {
    for (const { entryType, duration, value } of list.getEntries()) {
      if (entryType === 'longtask') found.blockingMs += Math.max(0, duration - 50)
      else found.shift += value
    }
  }
  for (const type of ['longtask', 'layout-shift']) new PerformanceObserver(add).observe({ type, buffered: true })
  requestAnimationFrame(() => setTimeout(() => resolve(found)))
})`

const STORED = `(async () => [
  ...Object.keys(localStorage).map((key) => 'localStorage ' + key),
  ...Object.keys(sessionStorage).map((key) => 'sessionStorage ' + key),
  ...(await indexedDB.databases()).map(({ name }) => 'IndexedDB ' + name),
  ...(await caches.keys()).map((key) => 'cache ' + key),
  ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => 'service worker ' + scope),
])()`

const OPEN = `new Promise((resolve) => {
  const roots = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])
  const launcher = roots.map((root) => root.querySelector('button')).find((button) => button)
  const start = performance.now()
  launcher.click()
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)))
})`

async function listStored(page: Page): Promise<string[]> {
  const cookies = await page.context().cookies()
  const inFrames = await Promise.all(page.frames().map((frame) => frame.evaluate<string[]>(STORED).catch(() => [])))
  // Frames of one origin share what they keep.
  return [...new Set([...cookies.map(({ name }) => `cookie ${name}`), ...inFrames.flat()])]
}

async function weighHeap(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = await devtools.send('Runtime.getHeapUsage')
  return (usedSize + embedderHeapUsedSize + backingStorageSize) / 1024
}
