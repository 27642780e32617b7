import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // The default is for bots that exist already: until now 0.7 was the cut of all.
  await sql`
    ALTER TABLE bots
    ADD COLUMN relevance_cut REAL NOT NULL DEFAULT 0.7 CHECK (relevance_cut BETWEEN 0 AND 1)`.execute(db)
}
