import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Its conversations go in batches: the mark is there before the first, so that a deletion that broke off is finished.
  await sql`ALTER TABLE bots ADD COLUMN deleted_at TEXT`.execute(db)
}
