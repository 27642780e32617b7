import { mkdtemp, readdir, rename, rm, truncate } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createBot as createOwnBot } from './bots/bots.ts'
import { createVault } from './bots/vault.ts'
import { parseConfig } from './config.ts'
import { makeBackup } from './backups/make-backup.ts'
import { databaseFiles } from './store/sqlite/database-files.ts'
import { findPrices } from './models/prices.ts'
import { openSqliteStore } from './store/sqlite/open.ts'
import { startFrontdesk } from './testing/start-frontdesk.ts'

// What a start says when something is not as it should be: on the terminal, by the process itself.

let home: string
let data: string
let database: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'frontdesk-'))
  data = join(home, 'data')
  database = join(data, 'frontdesk.db')
  const store = await openSqliteStore(database)
  const given = { config: parseConfig({}), now: () => new Date(), newId: () => crypto.randomUUID() }
  await createOwnBot(
    { ...given, prices: findPrices(given.config), store, vault: createVault('the secret of this shop') },
    { name: 'Anna' },
  )
  await store.close()
})
afterEach(() => rm(home, { recursive: true, force: true }))

async function backUp(): Promise<string> {
  const config = { databasePath: database, uploadPath: join(data, 'uploads'), backupPath: join(data, 'backups') }
  return makeBackup({ config, files: databaseFiles, now: () => new Date(), report: () => undefined }, 'manual')
}

describe('without its database', () => {
  test('a damaged one is left as it is, and the way out named', async () => {
    await truncate(database, 20_000)
    await expect(startFrontdesk({}, home)).rejects.toThrow(
      new RegExp(
        `ended with 1:\\nThe database ${database} cannot be used\\. It is .*damaged.*\\. Nothing was changed\\.\\nThere is no good backup in ${data}/backups`,
      ),
    )
    await rm(database)
    await (await openSqliteStore(database)).close()
    const newest = await backUp()
    await truncate(database, 20_000)
    await expect(startFrontdesk({}, home)).rejects.toThrow(`npm run restore ${newest}\nThe damaged file is kept.`)
  })

  test.each<[string, () => Promise<void>]>([
    ['that is gone', () => rename(database, join(home, 'elsewhere.db'))],
    ['that was cut off to nothing', () => truncate(database, 0)],
  ])('one %s is not begun anew while there are backups of it', async (_name, lose) => {
    const newest = await backUp()
    await lose()
    await expect(startFrontdesk({}, home)).rejects.toThrow(
      new RegExp(
        `^Frontdesk ended with 1:\\nThere is no database at ${database}, but there was one\\.\\n.*\\n.*npm run restore ${newest}\\nTo begin anew, move`,
      ),
    )
    expect(await readdir(data)).not.toContain('secret.key')
  })

  test('of a restore that was broken off, what was put aside is named', async () => {
    const aside = `${database}.before-restore-2026-11-22T02-00-00Z`
    await rename(database, aside)
    await expect(startFrontdesk({}, home)).rejects.toThrow(`is kept as ${aside}.`)
  })
})

test('another secret than that of the widget keys is said aloud, and Frontdesk runs', async () => {
  const running = await startFrontdesk({ SECRET_KEY: 'quite another secret' }, home)
  expect(running.output()).toContain('Widgets keep working, but these keys cannot be displayed')
  expect(await running.stop()).toBe(0)
  const again = await startFrontdesk({ SECRET_KEY: 'the secret of this shop' }, home)
  expect(again.output()).not.toContain('cannot be displayed')
  await again.stop()
})

test('a port that is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const address = other.address()
  const port = typeof address === 'object' ? address?.port : undefined
  await expect(startFrontdesk({ PORT: String(port) }, home)).rejects.toThrow(
    `Port ${port} is in use by another program. Stop it, or set PORT to another number.`,
  )
  other.close()
})
