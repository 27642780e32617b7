import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as init from '#migrations/0001-init.ts'
import type { Backups } from '#shared/backup.ts'
import { buildDialect } from '#server/store/sqlite/dialect.ts'
import { migrate } from '#server/store/sqlite/migrate.ts'
import { openDatabase } from '#server/store/sqlite/open.ts'
import type { Tables } from '#server/store/sqlite/schema.ts'
import { type AdminClient, ask, setUpAdmin, signIn } from '#server/testing/admin-client.ts'
import { startFakeOpenAi } from '#server/testing/fake-openai.ts'
import { startFrontdesk } from '#server/testing/start-frontdesk.ts'

// The product as its own process: nobody restarts it, and visitors are there.

async function rest(admin: AdminClient): Promise<Backups> {
  for (;;) {
    const shown: Backups = JSON.parse(await (await admin.request('GET', '/api/admin/backups')).text())
    if (shown.work === null) return shown
  }
}
async function run(admin: AdminClient, path: string, body: unknown): Promise<Backups> {
  const begun = await admin.request('POST', path, body)
  expect(begun.status, await begun.clone().text()).toBe(202)
  return rest(admin)
}

test('a running server is restored: visitors are answered from what was restored, before and after a restart', async () => {
  const openai = await startFakeOpenAi()
  const environment = {
    ADMIN_PER_IP: '10000',
    CHAT_PER_IP: '1000',
    OPENAI_API_KEY: 'sk-test-of-frontdesk',
    OPENAI_BASE_URL: openai.baseUrl,
  }
  const frontdesk = await startFrontdesk(environment)
  try {
    const admin = await setUpAdmin(frontdesk.url, frontdesk.setupUrl)
    const bot = await admin.createBot({ name: 'Corner bakery' })
    await admin.train(bot.id, { source_type: 'text', source_content: 'The gate opens at 6:30 in the morning.' })
    const made = await run(admin, '/api/admin/backups', {})
    expect(made.outcome).toMatchObject({ failure: null })

    const later = await admin.createBot({ name: 'Made later' })
    await admin.request('DELETE', `/api/admin/bots/${bot.id}`)
    expect((await ask(frontdesk.url, bot, 'When does the gate open?')).status).toBe(401)

    const { inspection } = await run(admin, '/api/admin/backups/inspect', { name: made.outcome?.name })
    const wrong = await admin.request('POST', '/api/admin/backups/restore', {
      inspection: inspection?.id,
      confirm: 'yes',
    })
    expect(wrong.status).toBe(400)
    const asking = Array.from({ length: 5 }, () => ask(frontdesk.url, later, 'Hello'))
    const restored = await run(admin, '/api/admin/backups/restore', { inspection: inspection?.id, confirm: 'restore' })
    expect(restored.outcome).toMatchObject({ kind: 'restore', failure: null })
    // Each was answered, refused for now, or asked too late.
    for (const { status, last } of await Promise.all(asking)) {
      expect([200, 401, 503]).toContain(status)
      if (status === 200) expect(['done', 'error']).toContain(last?.type)
    }

    expect((await ask(frontdesk.url, bot, 'When does the gate open?')).last).toMatchObject({ answered: true })
    expect((await ask(frontdesk.url, later, 'Hello')).status).toBe(401)
    // The worker speaks to the restored database too.
    const source = await admin.train(bot.id, { source_type: 'text', source_content: 'Bread is baked at five.' })
    expect(source.status).toBe('done')

    await frontdesk.stop('SIGKILL')
    // As a restore leaves it that died.
    const avatars = join(frontdesk.folder, 'data', 'uploads', 'avatars')
    for (const name of ['.restoring', 'of-the-old-64.png', '.coming-half-64.png'])
      await writeFile(join(avatars, name), 'picture')
    const again = await startFrontdesk(environment, frontdesk.folder)
    expect((await ask(again.url, bot, 'When does the gate open?')).last).toMatchObject({ answered: true })
    expect((await (await signIn(again.url)).getBot(bot.id)).name).toBe('Corner bakery')
    expect(await readdir(avatars)).toEqual([])
    await again.stop()
  } finally {
    await openai.close()
    await rm(frontdesk.folder, { recursive: true, force: true })
  }
})

describe('an update of the database', () => {
  let home: string
  let path: string
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'frontdesk-'))
    path = join(home, 'data', 'frontdesk.db')
    await mkdir(join(home, 'data'))
    new SqliteDatabase(path).close()
    const db = new Kysely<Tables>({ dialect: buildDialect({ database: openDatabase(path) }) })
    await migrate(db, { '0001-init': init })
    await db.destroy()
  })
  afterEach(() => rm(home, { recursive: true, force: true }))

  const countMigrations = (): unknown => {
    const database = openDatabase(path)
    const count = database.prepare('SELECT count(*) FROM kysely_migration').pluck().get()
    database.close()
    return count
  }

  test('makes a backup of what was there before', async () => {
    await (await startFrontdesk({}, home)).stop()
    expect(await readdir(join(home, 'data', 'backups'))).toEqual([expect.stringMatching(/^frontdesk-before-update-/)])
    expect(countMigrations()).not.toBe(1)
    // A second start has nothing to bring up to date.
    await (await startFrontdesk({}, home)).stop()
    expect(await readdir(join(home, 'data', 'backups'))).toHaveLength(1)
  })

  test('does not happen without one, unless the owner says so', async () => {
    await writeFile(join(home, 'data', 'backups'), 'a file in the way')
    await expect(startFrontdesk({}, home)).rejects.toThrow(
      /the backup before that failed\. The folder .* cannot be used.* Nothing was changed\. BACKUP_ENABLED=false/,
    )
    expect(countMigrations()).toBe(1)
    await (await startFrontdesk({ BACKUP_ENABLED: 'false' }, home)).stop()
    expect(countMigrations()).not.toBe(1)
  })
})
