import {
  CompiledQuery,
  SqliteDriver,
  type DatabaseConnection,
  type SqliteDatabase,
  type TransactionSettings,
} from 'kysely'
import type { Connection } from './connection.ts'
import { insist } from './insist.ts'
import type { Turn } from './turn.ts'

/** Takes turns on the connection, and waits for locks without holding the thread. */
export class PatientDriver extends SqliteDriver {
  readonly #at: { connection: Connection; turn: Turn; patienceMs: number }

  constructor(database: SqliteDatabase, at: { connection: Connection; turn: Turn; patienceMs: number }) {
    super({ database })
    this.#at = at
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const inner = await super.acquireConnection()
    await this.#at.turn.take()
    return {
      executeQuery: (query) => insist(() => inner.executeQuery(query), this.#at),
      streamQuery: (query, chunkSize) => inner.streamQuery(query, chunkSize),
    }
  }
  override async releaseConnection(): Promise<void> {
    this.#at.turn.give()
  }
  // A deferred transaction that reads first and writes later fails at once when another connection wrote in between.
  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(settings?.accessMode === 'read only' ? 'begin' : 'begin immediate'))
  }
  // After a full disk SQLite has rolled back by itself; a second rollback would hide the reason.
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#at.connection.database.inTransaction) await super.rollbackTransaction(connection)
  }
}
