import type { Statement } from 'better-sqlite3'
import { createLru } from '#server/lru.ts'
import type { Connection } from './connection.ts'
import { translateError } from './errors.ts'

/** The product has some 60 statements; questions with other numbers of words make more. Preparing took 1 ms of each answer. */
const MAX_PREPARED = 200

/** Its rows are whatever the caller says they are. */
export type Prepare = (sql: string) => Statement<unknown[], never>

/** Prepares each statement once, anew when the connection has become another file's. */
export function rememberStatements(connection: Connection): Prepare {
  let prepared = createLru<ReturnType<Prepare>>(MAX_PREPARED)
  let preparedFor = connection.database

  return (sql) => {
    const { database } = connection
    if (database !== preparedFor) prepared = createLru(MAX_PREPARED)
    preparedFor = database
    const known = prepared.get(sql)
    if (known !== undefined) return known
    const statement = attempt(() => database.prepare<unknown[], never>(sql))
    prepared.set(sql, statement)
    return statement
  }
}

/** Fails in our words. */
export function attempt<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw translateError(error)
  }
}
