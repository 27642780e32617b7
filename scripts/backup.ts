import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { makeBackup } from '#server/backups/make-backup.ts'
import { verifyArchive } from '#server/backups/verify-archive.ts'
import { parseConfig } from '#server/config.ts'
import { databaseFiles } from '#server/store/sqlite/database-files.ts'
import { inWords } from './backup/in-words.ts'

const USAGE = `Makes a verified backup of everything: bots, knowledge, conversations, settings and pictures. Frontdesk may be running
meanwhile. secret.key is not in it.

  npm run backup               into BACKUP_PATH
  npm run backup -- FILE       as FILE, which must not exist`

/** Something the person at the terminal can mend. */
class Complaint extends Error {}

async function backUp(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { help: { type: 'boolean' } }, allowPositionals: true })
  if (values.help) return console.log(USAGE)
  if (positionals.length > 1) throw new Complaint('Name one file.')

  if (existsSync('.env')) process.loadEnvFile('.env')
  const config = parseConfig(process.env)
  if (!existsSync(config.databasePath)) {
    throw new Complaint(`There is no database at ${config.databasePath}. Check DATABASE_URL and the folder you are in.`)
  }
  const [file] = positionals.map((name) => resolve(name))
  if (file !== undefined && existsSync(file)) throw new Complaint(`${file} exists already. Name another file.`)

  const deps = {
    // What is being made stands beside what it becomes, on the same disk.
    config: file === undefined ? config : { ...config, backupPath: dirname(file) },
    files: databaseFiles,
    now: () => new Date(),
    report: () => undefined,
  }
  const path = await makeBackup(deps, 'manual', file)
  const { counts } = await verifyArchive(path, () => undefined)
  console.log(`Made and verified ${path}\nIt holds ${inWords(counts)}.`)
}

try {
  await backUp()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
