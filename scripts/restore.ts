import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import type { Inspection } from '#shared/backup.ts'
import { addAvatars, removeStrayAvatars } from '#server/backups/avatars.ts'
import { describeInspection } from '#server/backups/describe-inspection.ts'
import { inspectArchive } from '#server/backups/inspect-archive.ts'
import { makeBackup } from '#server/backups/make-backup.ts'
import { DATABASE } from '#server/backups/manifest.ts'
import { findSecret } from '#server/bots/open-secret.ts'
import { createVault } from '#server/bots/vault.ts'
import { type Config, parseConfig } from '#server/config.ts'
import { databaseFiles as files } from '#server/store/sqlite/database-files.ts'
import { lockDataFolder } from '#server/store/sqlite/lock.ts'
import { openSqliteStore } from '#server/store/sqlite/open.ts'
import { inWords } from './backup/in-words.ts'

const USAGE = `Puts a backup in the place of everything. It is checked first, and what is there now is kept as a backup of its own.
Stop Frontdesk before; while it runs, restore in the dashboard.

  npm run restore FILE               shows what is inside, then asks
  npm run restore FILE -- --yes      does not ask`

/** Something the person at the terminal can mend. */
class Complaint extends Error {}
const report = (): void => undefined

async function restore(): Promise<void> {
  const options = { yes: { type: 'boolean' }, help: { type: 'boolean' } } as const
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  if (values.help) return console.log(USAGE)
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw new Complaint(`Name one file.\n\n${USAGE}`)
  if (!existsSync(file)) throw new Complaint(`There is no file ${resolve(file)}.`)

  if (existsSync('.env')) process.loadEnvFile('.env')
  const config = parseConfig(process.env)
  mkdirSync(dirname(config.databasePath), { recursive: true, mode: 0o700 })
  lockDataFolder(config.databasePath).release()

  const staging = join(dirname(config.databasePath), 'restore', randomUUID())
  mkdirSync(staging, { recursive: true, mode: 0o700 })
  try {
    const unpacked = await inspectArchive({ files, report }, resolve(file), staging)
    const vault = createVault((await findSecret(config)) ?? randomBytes(32))
    const inspection = await describeInspection(vault, { id: '', file, archive: file }, unpacked)
    console.log(describe(inspection))
    if (!values.yes && !(await isWanted())) return console.log('Nothing was changed.')

    if (existsSync(config.databasePath)) console.log(`What was there is kept: ${await keepPresent(config)}`)
    await exchange(config, staging)
    console.log('Restored. Start Frontdesk and sign in.')
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

function describe({
  made_at,
  app_version,
  was_older,
  counts,
  bot_names,
  hidden_keys,
}: Omit<Inspection, 'present'>): string {
  const lines = [
    `Made ${new Date(made_at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })} by Frontdesk ${app_version}${was_older ? ', and brought up to this version' : ''}.`,
    `It holds ${inWords(counts)}.`,
    ...bot_names.map((name) => `  ${name}`),
    'It was checked and is whole.',
  ]
  if (hidden_keys > 0) {
    lines.push(
      `The secret.key here is not the one it was made with: widgets go on working, but the dashboard cannot show the keys of ${hidden_keys} of its bots until you put that file back or make new keys.`,
    )
  }
  return lines.join('\n')
}

async function isWanted(): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Complaint('This is no terminal to ask at. Use --yes to restore without asking.')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question('This takes the place of everything. Type "restore" to go on: ')
  terminal.close()
  return answer.trim().toLowerCase() === 'restore'
}

/** As a backup, or as it is where it is too damaged for one. */
async function keepPresent(config: Config): Promise<string> {
  try {
    return await makeBackup({ config, files, now: () => new Date(), report }, 'before_restore')
  } catch (error) {
    const aside = `${config.databasePath}.before-restore-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}Z`
    console.error(`It could not be backed up: ${error instanceof Error ? error.message : String(error)}`)
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(config.databasePath + suffix)) renameSync(config.databasePath + suffix, aside + suffix)
    }
    return aside
  }
}

async function exchange(config: Config, staging: string): Promise<void> {
  const store = await openSqliteStore(config.databasePath)
  try {
    // An account that is there stays: whoever made a file must not choose the password.
    const account = await store.account.find()
    await files.handOver(join(staging, DATABASE), account && { account, session: undefined })
    await addAvatars(config, staging)
    await store.replaceWith(join(staging, DATABASE))
    await removeStrayAvatars({ config, store })
  } finally {
    await store.close()
  }
}

try {
  await restore()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
