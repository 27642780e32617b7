import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { text } from 'node:stream/consumers'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { newPasswordSchema } from '#shared/account.ts'
import { hashPassword } from '#server/accounts/password.ts'
import { parseConfig } from '#server/config.ts'
import { openSqliteStore } from '#server/store/sqlite/open.ts'

const USAGE = `Gives the owner's account a new password and signs it out everywhere. Frontdesk may be running meanwhile.

  npm run reset-password
  echo "$PASSWORD" | npm run reset-password -- --password-stdin [--username NAME]`

/** Something the person at the terminal can mend. */
class Complaint extends Error {}

async function resetPassword(): Promise<void> {
  const { values } = parseArgs({
    options: { username: { type: 'string' }, 'password-stdin': { type: 'boolean' }, help: { type: 'boolean' } },
  })
  if (values.help) return console.log(USAGE)

  if (existsSync('.env')) process.loadEnvFile('.env')
  const { databasePath } = parseConfig(process.env)
  if (!existsSync(databasePath)) {
    throw new Complaint(`There is no database at ${databasePath}. Check DATABASE_URL and the folder you are in.`)
  }
  const store = await openSqliteStore(databasePath, { migrate: false })
  try {
    const account = await store.account.find()
    if (!account) throw new Complaint('There is no account yet. Start Frontdesk and open the set-up link it prints.')
    if (values.username !== undefined && values.username !== account.username) {
      throw new Complaint(`There is no account "${values.username}". The account is "${account.username}".`)
    }
    if (!values['password-stdin']) console.log(`The account is "${account.username}".`)

    const given = values['password-stdin'] ? (await text(process.stdin)).replace(/\r?\n$/, '') : await askPassword()
    const password = newPasswordSchema.safeParse(given)
    if (!password.success) throw new Complaint(password.error.issues[0]?.message)

    await store.account.replacePassword(await hashPassword(password.data), null)
    console.log(`"${account.username}" has a new password and is signed out everywhere.`)
  } finally {
    await store.close()
  }
}

async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY) throw new Complaint('This is no terminal. Use --password-stdin, or run it in one.')
  const first = await askHidden('New password: ')
  if ((await askHidden('Again: ')) !== first) throw new Complaint('The two are not the same. Nothing was changed.')
  return first
}

async function askHidden(question: string): Promise<string> {
  process.stdout.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  terminal.on('SIGINT', () => process.exit(130))
  try {
    return await terminal.question('')
  } finally {
    terminal.close()
    process.stdout.write('\n')
  }
}

try {
  await resetPassword()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
