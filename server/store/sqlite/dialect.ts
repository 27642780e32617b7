import type { Statement } from 'better-sqlite3'
import { SqliteAdapter, SqliteDialect, type SqliteDatabase, type SqliteDriver } from 'kysely'
import type { Connection } from './connection.ts'
import { translateError } from './errors.ts'
import { PatientDriver } from './patient-driver.ts'

/** The product has some 60 statements; questions with other numbers of words make more. Preparing took 1 ms of each answer. */
const MAX_PREPARED = 200
/** How long a write waits for another thread or program that is writing. */
const PATIENCE_MS = 5_000

/** Kysely's SQLite with write transactions that lock at once, waits that hold nobody up, and errors in our words. */
export function buildDialect(connection: Connection, patienceMs = PATIENCE_MS): SqliteDialect {
  return new FrontdeskDialect(connection, patienceMs)
}

class FrontdeskDialect extends SqliteDialect {
  readonly #connection: Connection
  readonly #patienceMs: number

  constructor(connection: Connection, patienceMs: number) {
    super({ database: translating(connection) })
    this.#connection = connection
    this.#patienceMs = patienceMs
  }
  override createDriver(): SqliteDriver {
    return new PatientDriver(translating(this.#connection), this.#connection, this.#patienceMs)
  }
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
  }
}

/** SQLite's schema changes are transactional; Kysely says no because foreign keys cannot be switched inside one. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
  /** Else Kysely would keep the turns, and nobody could let another go first. */
  override get supportsMultipleConnections(): boolean {
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
