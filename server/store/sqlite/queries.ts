import { Kysely, type KyselyConfig } from 'kysely'
import type { Connection } from './connection.ts'
import { buildDialect } from './dialect.ts'
import { PATIENCE_MS } from './insist.ts'
import type { Tables } from './schema.ts'
import { rememberStatements } from './statements.ts'
import { openTurn } from './turn.ts'
import { openUnits, type Units } from './units.ts'

/** Two ways to one connection, which take turns on it: queries that are built, and the units of work of every answer. */
export type Queries = { db: Kysely<Tables>; units: Units; connection: Connection }

type Options = {
  log?: KyselyConfig['log']
  onStatement?: Parameters<typeof openUnits>[1]
  patienceMs?: number
}

export function openQueries(
  connection: Connection,
  { log, onStatement, patienceMs = PATIENCE_MS }: Options = {},
): Queries {
  const at = { connection, turn: openTurn(), prepare: rememberStatements(connection), patienceMs }
  const db = new Kysely<Tables>({ dialect: buildDialect(connection, at), ...(log && { log }) })
  return { db, units: openUnits(at, onStatement), connection }
}
