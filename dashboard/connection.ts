import { useSyncExternalStore } from 'react'

/** `back` is said for a moment after `lost`. */
export type Connection = 'fine' | 'lost' | 'back'

const FIRST_CHECK_MS = 1_000
const SLOWEST_CHECK_MS = 10_000
/** A check that hangs this long is a failure too. */
const CHECK_TIMEOUT_MS = 5_000
const SAY_BACK_MS = 4_000

let connection: Connection = 'fine'
let isChecking = false
let saying: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()
const onReturn = new Set<() => void>()

export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => connection)

/** Called each time the server is there again. */
export function whenBack(refresh: () => void): void {
  onReturn.add(refresh)
}

/** A call had no answer. One may get lost on its way, so the server is asked how it is before anything is said. */
export function suspectLoss(): void {
  if (!isChecking) void checkUntilReached()
}

async function checkUntilReached(): Promise<void> {
  isChecking = true
  for (let waitMs = FIRST_CHECK_MS; !(await isReached()); waitMs = Math.min(waitMs * 2, SLOWEST_CHECK_MS)) {
    change('lost')
    await soon(waitMs)
  }
  isChecking = false
  if (connection !== 'lost') return
  change('back')
  // One of an earlier return would end this one too soon.
  clearTimeout(saying)
  saying = setTimeout(() => connection === 'back' && change('fine'), SAY_BACK_MS)
  for (const refresh of onReturn) refresh()
}

/** A server that answers is there, even one that says it is unwell. A proxy before it speaks HTML. */
async function isReached(): Promise<boolean> {
  try {
    const answer = await fetch('/api/health', { signal: AbortSignal.timeout(CHECK_TIMEOUT_MS) })
    return answer.headers.get('content-type')?.includes('json') ?? false
  } catch {
    return false
  }
}

/** Sooner when the device says that it is online, or is looked at again. */
const soon = (waitMs: number): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      document.removeEventListener('visibilitychange', done)
      resolve()
    }
    const timer = setTimeout(done, waitMs)
    window.addEventListener('online', done)
    document.addEventListener('visibilitychange', done)
  })

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function change(next: Connection): void {
  connection = next
  for (const listener of listeners) listener()
}
