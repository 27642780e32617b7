import { setTimeout as wait } from 'node:timers/promises'
import {
  CompiledQuery,
  SqliteDriver,
  type DatabaseConnection,
  type SqliteDatabase,
  type TransactionSettings,
} from 'kysely'
import type { Connection } from './connection.ts'
import { isLocked } from './errors.ts'

const MAX_PAUSE_MS = 25

/**
 * SQLite waits for a lock by holding the thread: while a training is written, nobody would be answered. So it never waits
 * (busy_timeout is 0), and whoever finds the database locked lets the others read meanwhile and tries again.
 */
export class PatientDriver extends SqliteDriver {
  readonly #connection: Connection
  readonly #patienceMs: number
  readonly #turn = openTurn()

  constructor(database: SqliteDatabase, connection: Connection, patienceMs: number) {
    super({ database })
    this.#connection = connection
    this.#patienceMs = patienceMs
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const inner = await super.acquireConnection()
    await this.#turn.take()
    return {
      executeQuery: (query) => this.#insist(() => inner.executeQuery(query)),
      streamQuery: (query, chunkSize) => inner.streamQuery(query, chunkSize),
    }
  }
  override async releaseConnection(): Promise<void> {
    this.#turn.give()
  }
  // A deferred transaction that reads first and writes later fails at once when another connection wrote in between.
  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(settings?.accessMode === 'read only' ? 'begin' : 'begin immediate'))
  }
  // After a full disk SQLite has rolled back by itself; a second rollback would hide the reason.
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#connection.database.inTransaction) await super.rollbackTransaction(connection)
  }

  async #insist<T>(run: () => Promise<T>): Promise<T> {
    const end = performance.now() + this.#patienceMs
    for (let pauseMs = 1; ; pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS)) {
      try {
        return await run()
      } catch (error) {
        if (!isLocked(error) || this.#connection.database.inTransaction || performance.now() > end) throw error
      }
      this.#turn.give()
      await wait(pauseMs)
      await this.#turn.take()
    }
  }
}

/** One at a time, in the order of asking. */
function openTurn(): { take(): Promise<void>; give(): void } {
  const waiting: (() => void)[] = []
  let isTaken = false
  return {
    async take() {
      if (isTaken) await new Promise<void>((resolve) => waiting.push(resolve))
      isTaken = true
    },
    give() {
      const next = waiting.shift()
      if (next === undefined) isTaken = false
      else next()
    },
  }
}
