import type { Log } from './log.ts'

/** A container is killed at 30 s. */
const EXIT_MS = 25_000
/** A closed terminal and what runs us in it may both tell us so: one wish, twice within milliseconds. */
const SAME_WISH_MS = 500

/** SIGTERM, Ctrl-C and a closed terminal: `drain` gets 25 s, then exit 0. Asked a second time, it ends at once. */
export function stopOnSignal(log: Log, drain: () => Promise<void>, sameWishMs = SAME_WISH_MS): void {
  let askedAt: number | undefined

  async function stop(): Promise<void> {
    setTimeout(() => {
      log.warn('Stopped, with work left: it took too long.')
      process.exit(0)
    }, EXIT_MS).unref()
    await drain()
    log.info('Stopped.')
    process.exit(0)
  }

  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const now = performance.now()
      if (askedAt === undefined) {
        askedAt = now
        log.info({ signal }, 'Stopping: open answers may finish, no new ones begin.')
        void stop()
      } else if (now - askedAt > sameWishMs) {
        log.warn({ signal }, 'Stopped at once.')
        process.exit(1)
      }
    })
  }
}
