import type { Database, Statement } from 'better-sqlite3'
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type SqliteDatabase,
  type TransactionSettings,
} from 'kysely'
import { translateError } from './errors.ts'

/** The product has some 60 statements; questions with other numbers of words make more. Preparing took 1 ms of each answer. */
const MAX_PREPARED = 200

/** The open database file, which may become another one while nobody uses it. */
export type Connection = { database: Database }

/** Kysely's SQLite with write transactions that lock at once, transactional migrations and errors in our words. */
export function buildDialect(connection: Connection): SqliteDialect {
  return new FrontdeskDialect(connection)
}

class FrontdeskDialect extends SqliteDialect {
  readonly #connection: Connection

  constructor(connection: Connection) {
    super({ database: translating(connection) })
    this.#connection = connection
  }
  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#connection)
  }
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #connection: Connection

  constructor(connection: Connection) {
    super({ database: translating(connection) })
    this.#connection = connection
  }
  // A deferred transaction that reads first and writes later fails at once when another connection wrote in between.
  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(settings?.accessMode === 'read only' ? 'begin' : 'begin immediate'))
  }
  // After a full disk SQLite has rolled back by itself; a second rollback would hide the reason.
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#connection.database.inTransaction) await super.rollbackTransaction(connection)
  }
}

/** SQLite's schema changes are transactional; Kysely says no because foreign keys cannot be switched inside one. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

function translating(connection: Connection): SqliteDatabase {
  const prepared = new Map<string, Statement>()
  let preparedFor = connection.database

  function prepare(query: string): Statement {
    const { database } = connection
    if (database !== preparedFor) prepared.clear()
    preparedFor = database
    const known = prepared.get(query)
    const statement = known ?? attempt(() => database.prepare(query))
    prepared.delete(query)
    prepared.set(query, statement)
    const [oldest] = prepared.keys()
    if (prepared.size > MAX_PREPARED && oldest !== undefined) prepared.delete(oldest)
    return statement
  }

  return {
    close: () => attempt(() => connection.database.close()),
    prepare(query) {
      const statement = prepare(query)
      return {
        reader: statement.reader,
        all: (parameters) => attempt(() => statement.all(...parameters)),
        run: (parameters) => attempt(() => statement.run(...parameters)),
        iterate: (parameters) => attempt(() => statement.iterate(...parameters)),
      }
    },
  }
}

function attempt<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw translateError(error)
  }
}
