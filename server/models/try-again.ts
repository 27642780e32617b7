import { setTimeout as wait } from 'node:timers/promises'
import { isLasting, type UpstreamFailure } from './upstream-error.ts'

const TRIES = 3
const FIRST_WAIT_MS = 500

/** Tries three times what may go better the next time. Who is told to wait longer than `maxWaitMs` gives up at once. */
export async function tryAgain<T>(
  attempt: () => Promise<T>,
  {
    toFailure,
    maxWaitMs,
    signal,
  }: { toFailure: (error: unknown) => UpstreamFailure; maxWaitMs: number; signal: AbortSignal },
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      signal.throwIfAborted()
      const waitMs = tries < TRIES ? toWaitMs(toFailure(error), tries, Math.random()) : undefined
      if (waitMs === undefined || waitMs > maxWaitMs) throw error
      await wait(waitMs, undefined, { signal })
    }
  }
}

/**
 * Undefined where another try is of no use. What the server asks for is never shortened; the jitter, up to a quarter more, keeps
 * those who were refused together from coming back together. `random` is from 0 to 1.
 */
export function toWaitMs(failure: UpstreamFailure, tries: number, random: number): number | undefined {
  if (!mayGoBetter(failure)) return undefined
  const told = failure.kind === 'status' ? failure.retryAfterSeconds : undefined
  const waitMs = told === undefined ? FIRST_WAIT_MS * 2 ** (tries - 1) : told * 1000
  return waitMs * (1 + random / 4)
}

/** A timeout has taken the time of three tries already, and what was not understood has been paid for. */
function mayGoBetter(failure: UpstreamFailure): boolean {
  if (failure.kind === 'unreachable') return true
  return (
    failure.kind === 'status' &&
    !isLasting(failure) &&
    (failure.status >= 500 || [408, 409, 429].includes(failure.status))
  )
}
