import { sql, type Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { AppError } from '#server/errors.ts'
import { isDiskFull } from './errors.ts'
import type { Tables } from './schema.ts'

type Registry = Record<string, Migration>

/** Brings the schema up to the registry: all of it, or on any failure nothing. Refuses a database that is newer. */
export async function migrate(db: Kysely<Tables>, registry: Registry): Promise<void> {
  await assertNotNewer(db, registry)
  // Off, because rebuilding a table drops it, and with foreign keys on that would delete its children.
  await sql`PRAGMA foreign_keys = OFF`.execute(db)
  try {
    await db.transaction().execute(async (trx) => {
      const migrator = new Migrator({ db: trx, provider: { getMigrations: async () => registry } })
      const { error } = await migrator.migrateToLatest()
      if (error !== undefined) throw error instanceof Error ? error : new Error('A migration failed.', { cause: error })
      const broken = await sql`PRAGMA foreign_key_check`.execute(trx)
      if (broken.rows.length > 0) throw new Error('A migration left rows that point at nothing.')
    })
  } catch (cause) {
    const reason = isDiskFull(cause) ? ' The disk is full: make room and start again.' : ''
    throw new AppError(
      'unavailable',
      `The database could not be brought up to this version.${reason} It was left unchanged.`,
      { cause },
    )
  } finally {
    await sql`PRAGMA foreign_keys = ON`.execute(db)
  }
}

/** For a second connection, which must find the schema as the first one left it. */
export async function assertMigrated(db: Kysely<Tables>, registry: Registry): Promise<void> {
  await assertNotNewer(db, registry)
  const applied = await listApplied(db)
  if (Object.keys(registry).some((name) => !applied.includes(name))) {
    throw new AppError('unavailable', 'This database was not brought up to date yet. Start Frontdesk once to do it.')
  }
}

/** Whether the database holds something already and migrations are waiting for it. */
export async function isBehind(db: Kysely<Tables>, registry: Registry): Promise<boolean> {
  const applied = await listApplied(db)
  return applied.length > 0 && Object.keys(registry).some((name) => !applied.includes(name))
}

async function assertNotNewer(db: Kysely<Tables>, registry: Registry): Promise<void> {
  const unknown = (await listApplied(db)).find((name) => !(name in registry))
  if (unknown !== undefined) {
    throw new AppError(
      'unavailable',
      `This database was written by a newer Frontdesk (${unknown}). Update Frontdesk, or restore a backup made with this version.`,
    )
  }
}

/** The migrations a database has had. */
export async function listApplied(db: Kysely<Tables>): Promise<string[]> {
  const table = await sql`SELECT 1 FROM sqlite_schema WHERE name = 'kysely_migration'`.execute(db)
  if (table.rows.length === 0) return []
  const applied = await sql<{ name: string }>`SELECT name FROM kysely_migration`.execute(db)
  return applied.rows.map((row) => row.name)
}
