import type { Page } from 'playwright-core'

type Observed = { observer: WeakRef<object>; target: WeakRef<Node> }
declare global {
  interface Window {
    underWay: {
      timers: Set<number>
      observed: Observed[]
      media: MediaQueryList[]
      /** The shadow root of the widget that was there last, unless it is gone for good. */
      root?: WeakRef<ShadowRoot> | undefined
    }
  }
}

/** Runs in a page before anything else, and notes from then on what the page has under way. */
export function watchWork(): void {
  const underWay: Window['underWay'] = { timers: new Set(), observed: [], media: [] }
  // Not among the globals that are counted.
  Object.defineProperty(window, 'underWay', { value: underWay })

  for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame'] as const) {
    const begin: (run: () => void, delayMs?: number) => number = window[name].bind(window)
    const watched = (handler: () => void, delayMs?: number) => {
      const id = begin(() => {
        if (name !== 'setInterval') underWay.timers.delete(id)
        handler()
      }, delayMs)
      underWay.timers.add(id)
      return id
    }
    Object.assign(window, { [name]: watched })
  }
  for (const name of ['clearTimeout', 'clearInterval', 'cancelAnimationFrame'] as const) {
    const cancel: (id: number) => void = window[name].bind(window)
    const forget = (id: number) => {
      underWay.timers.delete(id)
      cancel(id)
    }
    Object.assign(window, { [name]: forget })
  }
  for (const { prototype } of [MutationObserver, ResizeObserver, IntersectionObserver]) {
    const { observe, disconnect } = prototype
    Object.assign(prototype, {
      observe(this: object, target: Node, ...rest: unknown[]) {
        underWay.observed.push({ observer: new WeakRef(this), target: new WeakRef(target) })
        Reflect.apply(observe, this, [target, ...rest])
      },
      disconnect(this: object) {
        underWay.observed = underWay.observed.filter(({ observer }) => observer.deref() !== this)
        Reflect.apply(disconnect, this, [])
      },
    })
  }
  const { matchMedia } = window
  window.matchMedia = (query) => {
    const list = matchMedia(query)
    underWay.media.push(list)
    return list
  }
}

/** What is there of scripts in a page, after its garbage is collected: all that could outlive them. */
export async function footprint(page: Page) {
  const session = await page.context().newCDPSession(page)
  const outliving = 'window, document, document.documentElement, document.body, visualViewport, ...underWay.media'
  const { result } = await session.send('Runtime.evaluate', { expression: `[${outliving}]` })
  const targets = await session.send('Runtime.getProperties', { objectId: result.objectId ?? '', ownProperties: true })
  const listeners: string[] = []
  for (const { value } of targets.result) {
    if (value?.className === undefined || !value.objectId) continue
    const found = await session.send('DOMDebugger.getEventListeners', { objectId: value.objectId })
    listeners.push(...found.listeners.map(({ type }) => `${value.className} ${type}`))
  }
  await session.send('HeapProfiler.collectGarbage')
  await session.detach()
  const rest = await page.evaluate(() => ({
    globals: Object.keys(window).sort(),
    timers: window.underWay.timers.size,
    observed: window.underWay.observed.filter(({ observer, target }) => observer.deref() && target.deref()).length,
    nodes: document.querySelectorAll('*').length,
    attributes: [document.documentElement, document.body].map((element) => element.getAttributeNames().join()),
    hasRoot: window.underWay.root?.deref() !== undefined,
  }))
  return { listeners, ...rest }
}
