import type { Browser } from 'playwright-core'

/** Milliseconds that scripts took, whole documents and all their threads together. */
export type Work = {
  /** Compiling and evaluating scripts: on the page's main thread, and compiling ahead on a helper thread. Processor time. */
  evalMs: number
  /** The same and every callback, event and promise that followed. Processor time. */
  scriptMs: number
  /** The main thread's share of `scriptMs` by the clock: with what it waited for, such as a first look into localStorage. */
  heldMs: number
}

type TraceEvent = {
  name: string
  ph: string
  pid: number
  tid: number
  /** Microseconds: start, length by the clock and on the processor. */
  ts: number
  dur?: number
  tdur?: number
  args?: { name?: string }
}
const parseTrace: (json: string) => { traceEvents: TraceEvent[] } = JSON.parse

const CATEGORIES = ['devtools.timeline', 'v8', 'toplevel']
const EVALUATIONS = new Set(['EvaluateScript', 'v8.compile', 'v8.compileModule', 'v8.evaluateModule'])
const AHEAD = new Set(['v8.parseOnBackground', 'v8.parseOnBackgroundParsing'])
const CALLS = new Set([
  ...EVALUATIONS,
  'FunctionCall',
  'TimerFire',
  'EventDispatch',
  'FireAnimationFrame',
  'FireIdleCallback',
  // What follows a promise, where our widget draws itself.
  'BlinkScheduler_PerformMicrotaskCheckpoint',
])

/** What Chromium's trace says of the scripts that ran during `act`. The browser must show this one page. */
export async function traceWork(browser: Browser, act: () => Promise<unknown>): Promise<Work> {
  await browser.startTracing(undefined, { categories: CATEGORIES })
  await act()
  const { traceEvents } = parseTrace((await browser.stopTracing()).toString())

  const toThread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
  const mainThreads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map((event) => toThread(event)),
  )
  const finished = traceEvents.filter(({ ph }) => ph === 'X').toSorted((a, b) => a.ts - b.ts)
  const onMain = finished.filter((event) => mainThreads.has(toThread(event)))
  const outermost = (names: Set<string>, events: TraceEvent[]) => {
    const ends = new Map<string, number>()
    return events.filter((event) => {
      const thread = toThread(event)
      if (!names.has(event.name) || event.ts < (ends.get(thread) ?? 0)) return false
      ends.set(thread, event.ts + (event.dur ?? 0))
      return true
    })
  }
  const calls = outermost(CALLS, onMain)
  const aheadMs = sumMs(outermost(AHEAD, finished), 'tdur')
  return {
    evalMs: sumMs(outermost(EVALUATIONS, onMain), 'tdur') + aheadMs,
    scriptMs: sumMs(calls, 'tdur') + aheadMs,
    heldMs: sumMs(calls, 'dur'),
  }
}

const sumMs = (events: TraceEvent[], key: 'dur' | 'tdur') =>
  events.reduce((sum, event) => sum + (event[key] ?? 0), 0) / 1000
