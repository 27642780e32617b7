import { AppError } from '#server/errors.ts'
import type { Log } from '#server/log.ts'
import { isAboutRequest, isLasting, UpstreamError } from './upstream-error.ts'

const MAX_FAILURES = 5
const WITHIN_MS = 60_000
const PROBE_AFTER_MS = 30_000

/** Since when a model server has not been asked, and the sentence for the owner. */
export type Trouble = { since: string; reason: string }

/** One call. What is told first counts, and `leave` ends it. */
export type Call = { succeed(): void; fail(error: unknown): void; leave(): void }

/**
 * Spares everyone the wait for a server that is down: after five failures in a row within a minute, or one that the owner has
 * to mend, calls are refused at once. Every 30 s one goes through to see.
 */
export type Circuit = {
  /** Undefined while calls go through. */
  trouble(): Trouble | undefined
  /** Throws `overloaded` while calls are refused. */
  enter(): Call
  /** The next call goes through: somebody wants to know now. */
  tryNow(): void
}

type Options = {
  log: Log
  now: () => Date
  /** What those hear who are refused; without it the owner's sentence. */
  refusal?: string
  /** Milliseconds that no change of the clock moves. */
  elapsedMs?: () => number
}

export function createCircuit({ log, now, refusal, elapsedMs = () => performance.now() }: Options): Circuit {
  let failures: number[] = []
  let open: (Trouble & { probeAt: number; isProbing: boolean }) | undefined

  function close(): void {
    failures = []
    if (open === undefined) return
    log.info({ since: open.since }, 'The model server answers again.')
    open = undefined
  }

  function note(error: UpstreamError): void {
    const time = elapsedMs()
    failures = [...failures.filter((earlier) => time - earlier < WITHIN_MS), time].slice(-MAX_FAILURES)
    if (open === undefined) {
      if (failures.length < MAX_FAILURES && !isLasting(error.failure)) return
      log.warn({ failures: failures.length }, `The model server is left alone for 30 s at a time. ${error.message}`)
    }
    const since = open?.since ?? now().toISOString()
    open = { since, reason: error.message, probeAt: time + PROBE_AFTER_MS, isProbing: false }
  }

  return {
    trouble: () => open && { since: open.since, reason: open.reason },

    enter() {
      if (open !== undefined && (open.isProbing || elapsedMs() < open.probeAt)) {
        const retryAfterSeconds = Math.max(1, (open.probeAt - elapsedMs()) / 1000)
        throw new AppError('overloaded', refusal ?? open.reason, { retryAfterSeconds })
      }
      if (open !== undefined) open.isProbing = true
      let isTold = false
      const tell = (news: () => void): void => {
        if (!isTold) news()
        isTold = true
      }
      return {
        succeed: () => tell(close),
        fail(error) {
          if (error instanceof UpstreamError) tell(() => (isAboutRequest(error.failure) ? close() : note(error)))
        },
        leave: () => tell(() => open !== undefined && (open.isProbing = false)),
      }
    },

    tryNow() {
      if (open !== undefined) open = { ...open, probeAt: elapsedMs(), isProbing: false }
    },
  }
}
