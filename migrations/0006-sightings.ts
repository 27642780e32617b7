import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Where each bot's widget was last loaded.
  await sql`
    CREATE TABLE sightings (
      bot_id TEXT NOT NULL REFERENCES bots (id) ON DELETE CASCADE,
      host TEXT NOT NULL,
      seen_at TEXT NOT NULL,
      PRIMARY KEY (bot_id, host)
    ) STRICT, WITHOUT ROWID`.execute(db)
}
