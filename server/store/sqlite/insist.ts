import { setTimeout as wait } from 'node:timers/promises'
import type { Connection } from './connection.ts'
import { isLocked } from './errors.ts'
import type { Turn } from './turn.ts'

/** How long a write waits for another thread or program that is writing. */
export const PATIENCE_MS = 5_000
const MAX_PAUSE_MS = 25

/**
 * SQLite waits for a lock by holding the thread: while a training is written, nobody would be answered. So it never waits
 * (busy_timeout is 0), and whoever finds the database locked lets the others read meanwhile and tries again.
 */
export async function insist<T>(
  run: () => T | Promise<T>,
  { connection, turn, patienceMs }: { connection: Connection; turn: Turn; patienceMs: number },
): Promise<T> {
  const end = performance.now() + patienceMs
  for (let pauseMs = 1; ; pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS)) {
    try {
      return await run()
    } catch (error) {
      if (!isLocked(error) || connection.database.inTransaction || performance.now() > end) throw error
    }
    turn.give()
    await wait(pauseMs)
    await turn.take()
  }
}
