import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import type { Inspection } from '#shared/backup.ts'
import { describeInspection } from '#server/backups/describe-inspection.ts'
import { inspectArchive } from '#server/backups/inspect-archive.ts'
import { type Kept, restoreStopped } from '#server/backups/restore-stopped.ts'
import { findSecret } from '#server/bots/open-secret.ts'
import { createVault } from '#server/bots/vault.ts'
import { type Config, parseConfig } from '#server/config.ts'
import { databaseFiles as files } from '#server/store/sqlite/database-files.ts'
import { type DataFolderLock, lockDataFolder } from '#server/store/sqlite/lock.ts'
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
  // Held to the end, also while it asks: a server started meanwhile would write what is then replaced.
  const lock = lockDataFolder(config.databasePath)
  try {
    await restoreFile(resolve(file), config, lock, values.yes ?? false)
  } finally {
    lock.release()
  }
}

async function restoreFile(archive: string, config: Config, lock: DataFolderLock, yes: boolean): Promise<void> {
  const staging = join(dirname(config.databasePath), 'restore', randomUUID())
  mkdirSync(staging, { recursive: true, mode: 0o700 })
  try {
    const unpacked = await inspectArchive({ files, report }, archive, staging)
    const vault = createVault((await findSecret(config)) ?? randomBytes(32))
    const inspection = await describeInspection(vault, { id: '', file: null, archive }, unpacked)
    console.log(describe(inspection))
    if (!yes && !(await isWanted())) return console.log('Nothing was changed.')

    const openStore = () => openSqliteStore(config.databasePath, { lock })
    const kept = await restoreStopped({ config, files, report, now: () => new Date(), openStore }, staging)
    if (kept !== undefined) console.log(describeKept(kept))
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

const describeKept = (kept: Kept): string =>
  'backup' in kept
    ? `What was there is kept: ${kept.backup}`
    : `The database that was there cannot be read. It is kept as it was: ${kept.aside}`

try {
  await restore()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
