import { AppError } from '#server/errors.ts'

export type OpenStream = {
  /** Aborts when draining has waited long enough. */
  signal: AbortSignal
  close(): void
}

/** The open chat streams, counted. The chat door opens them, main drains them. */
export type Streams = {
  /** Throws `too_many_messages` when this address holds its share, `overloaded` when all are taken or while draining. */
  open(ip: string): OpenStream
  count(): number
  /** Throws `overloaded` while draining. */
  checkOpen(): void
  /** Throws `overloaded` while draining, and when all are taken: it costs nothing to know that first. */
  checkRoom(): void
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

  function checkRoom(): void {
    checkOpen()
    if (open.size >= limits.streamsMax) {
      throw new AppError('overloaded', 'Many people are asking right now. Please try again in a moment.', {
        retryAfterSeconds: 5,
      })
    }
  }

  return {
    count: () => open.size,
    checkOpen,
    checkRoom,

    open(ip) {
      checkRoom()
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
