import type { Database } from 'better-sqlite3'

/** The open database file, which may become another one while nobody uses it. */
export type Connection = { database: Database }
