import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '#server/errors.ts'

/** Some 10 MB at worst; past it the windows that began first are forgotten. */
const MAX_KEYS = 50_000

const SENTENCES = {
  too_many_requests: 'Too many requests. Please wait a moment and try again.',
  too_many_messages: 'You are writing faster than I can answer. Please wait a moment and try again.',
}

export type Limit = {
  /** Takes one point of the key's window; throws when none is left, with the seconds until the window ends. */
  consume(key: string): Promise<void>
}

/** `points` in every window of `seconds`, for each key by itself. */
export function createLimit(
  points: number,
  seconds: number,
  code: keyof typeof SENTENCES = 'too_many_requests',
  maxKeys = MAX_KEYS,
): Limit {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  const keysByWindowStart = new Set<string>()

  return {
    async consume(key) {
      const result = await limiter.consume(key).catch((reason: unknown) => {
        if (!(reason instanceof RateLimiterRes)) throw reason
        return reason
      })
      if (result.isFirstInDuration) {
        keysByWindowStart.delete(key)
        keysByWindowStart.add(key)
        const [oldest] = keysByWindowStart
        if (keysByWindowStart.size > maxKeys && oldest !== undefined) {
          keysByWindowStart.delete(oldest)
          await limiter.delete(oldest)
        }
      }
      if (result.consumedPoints > points) {
        throw new AppError(code, SENTENCES[code], { retryAfterSeconds: Math.max(1, result.msBeforeNext / 1000) })
      }
    },
  }
}

export type OpenStream = {
  /** Aborts when draining has waited long enough. */
  signal: AbortSignal
  close(): void
}

/** The open chat streams, counted. The chat door opens them, main drains them. */
export type Streams = {
  /** Throws `too_many_messages` when this address holds its share, `overloaded` when all are taken or while draining. */
  open(ip: string): OpenStream
  /** Throws `overloaded` while draining. */
  checkOpen(): void
  /** Lets no new stream in; settles when the last one closed. Those still open after `graceMs` are told to end. */
  drain(graceMs: number): Promise<void>
  /** Takes one `drain` back: streams are let in again after the last. */
  resume(): void
}

export function createStreams(limits: { streamsPerIp: number; streamsMax: number }): Streams {
  const open = new Map<AbortController, string>()
  const waiting = new Set<() => void>()
  let drains = 0

  function checkOpen(): void {
    if (drains > 0) throw restarting()
  }

  return {
    checkOpen,

    open(ip) {
      checkOpen()
      if (open.size >= limits.streamsMax) {
        throw new AppError('overloaded', 'Many people are asking right now. Please try again in a moment.', {
          retryAfterSeconds: 5,
        })
      }
      const ofThisIp = [...open.values()].filter((other) => other === ip).length
      if (ofThisIp >= limits.streamsPerIp) {
        throw new AppError('too_many_messages', 'Please wait until your other questions are answered.', {
          retryAfterSeconds: 5,
        })
      }
      const controller = new AbortController()
      open.set(controller, ip)
      return {
        signal: controller.signal,
        close() {
          open.delete(controller)
          if (open.size === 0) for (const resolve of waiting) resolve()
        },
      }
    },

    async drain(graceMs) {
      drains++
      if (open.size === 0) return
      const { promise: idle, resolve } = Promise.withResolvers<void>()
      waiting.add(resolve)
      const timer = setTimeout(() => {
        for (const controller of open.keys()) controller.abort(restarting())
      }, graceMs)
      await idle
      clearTimeout(timer)
      waiting.delete(resolve)
    },

    resume() {
      drains--
    },
  }
}

const restarting = (): AppError =>
  new AppError('overloaded', 'The server is restarting. Please try again.', { retryAfterSeconds: 10 })
