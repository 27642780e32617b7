import { SqliteAdapter, SqliteDialect, type SqliteDatabase, type SqliteDriver } from 'kysely'
import type { Connection } from './connection.ts'
import { PATIENCE_MS } from './insist.ts'
import { PatientDriver } from './patient-driver.ts'
import { attempt, type Prepare, rememberStatements } from './statements.ts'
import { openTurn, type Turn } from './turn.ts'

type Options = { turn?: Turn; prepare?: Prepare; patienceMs?: number }

/** Kysely's SQLite with write transactions that lock at once, waits that hold nobody up, and errors in our words. */
export function buildDialect(connection: Connection, options: Options = {}): SqliteDialect {
  const { turn = openTurn(), prepare = rememberStatements(connection), patienceMs = PATIENCE_MS } = options
  return new FrontdeskDialect(translating(connection, prepare), { connection, turn, patienceMs })
}

class FrontdeskDialect extends SqliteDialect {
  readonly #database: SqliteDatabase
  readonly #at: ConstructorParameters<typeof PatientDriver>[1]

  constructor(database: SqliteDatabase, at: ConstructorParameters<typeof PatientDriver>[1]) {
    super({ database })
    this.#database = database
    this.#at = at
  }
  override createDriver(): SqliteDriver {
    return new PatientDriver(this.#database, this.#at)
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

const translating = (connection: Connection, prepare: Prepare): SqliteDatabase => ({
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
})
