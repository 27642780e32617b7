import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A JSON list; the empty one lets every site use the bot, as until now.
  await sql`ALTER TABLE bots ADD COLUMN allowed_origins TEXT NOT NULL DEFAULT '[]'`.execute(db)
}
