import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Money is whole millionths of a dollar. `cost_micro_usd` holds what running calls may cost at most until they are settled, so
  // that a crash leaves too much in it and never too little.
  await sql`ALTER TABLE bots ADD COLUMN budget_micro_usd INTEGER CHECK (budget_micro_usd >= 0)`.execute(db)
  await sql`ALTER TABLE usage ADD COLUMN cost_micro_usd INTEGER NOT NULL DEFAULT 0 CHECK (cost_micro_usd >= 0)`.execute(
    db,
  )
  await sql`ALTER TABLE usage ADD COLUMN budget_used_up INTEGER NOT NULL DEFAULT 0 CHECK (budget_used_up IN (0, 1))`.execute(
    db,
  )
  await sql`ALTER TABLE usage ADD COLUMN limit_warned INTEGER NOT NULL DEFAULT 0 CHECK (limit_warned IN (0, 1))`.execute(
    db,
  )
  await sql`ALTER TABLE usage ADD COLUMN budget_warned INTEGER NOT NULL DEFAULT 0 CHECK (budget_warned IN (0, 1))`.execute(
    db,
  )
}
