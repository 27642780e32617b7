import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Beside `words` and `chunks`, which tell what the bot knows: a training that fails leaves those as they are.
  await sql`ALTER TABLE sources ADD COLUMN progress_words INTEGER NOT NULL DEFAULT 0`.execute(db)
  await sql`ALTER TABLE sources ADD COLUMN progress_chunks INTEGER NOT NULL DEFAULT 0`.execute(db)
  await sql`ALTER TABLE sources ADD COLUMN started_at TEXT`.execute(db)
  await sql`ALTER TABLE sources ADD COLUMN step_started_at TEXT`.execute(db)
}
