import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Null for a window of the chunk; what was trained before has windows alone and is found by them.
  await sql`ALTER TABLE vectors ADD COLUMN passage TEXT`.execute(db)
}
