import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createBot, NOON } from '#server/store/contract-fixtures.ts'
import { openSqliteStore } from '#server/store/sqlite/open.ts'
import type { Store } from '#server/store/store.ts'

let home: string
let store: Store
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'frontdesk-'))
  store = await openSqliteStore(join(home, 'frontdesk.db'))
  await createBot(store, 'a')
})
afterEach(async () => {
  await store.close()
  await rm(home, { recursive: true, force: true })
})

const toPath = (name: string): string => join(home, name)

const toEnvironment = (folder: string) => ({
  PATH: process.env['PATH'],
  DATABASE_URL: `sqlite:${join(folder, 'frontdesk.db')}`,
  UPLOAD_PATH: join(folder, 'uploads'),
  BACKUP_PATH: join(folder, 'backups'),
})
const pathOf = (script: 'backup' | 'restore'): string => fileURLToPath(new URL(`${script}.ts`, import.meta.url))

/** Below: a command that runs it. */
function run(script: 'backup' | 'restore', args: string[], folder = home, below: string[] = []) {
  const [command = '', ...rest] = [...below, process.execPath, pathOf(script), ...args]
  return new Promise<{ code: unknown; output: string }>((resolve) => {
    const child = execFile(command, rest, { env: toEnvironment(folder) }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, output: stdout + stderr }),
    )
    child.stdin?.end()
  })
}
const namesIn = async (folder: string): Promise<string[]> => {
  const other = await openSqliteStore(join(folder, 'frontdesk.db'))
  const names = (await other.bots.list()).map(({ name }) => name)
  await other.close()
  return names
}

describe('backup', () => {
  test('makes one beside a running server, in the folder or as a file', async () => {
    const inFolder = await run('backup', [])
    expect(inFolder.output).toMatch(/^Made and verified .*frontdesk-.*Z\.tar\.gz\nIt holds 1 bot, 0 sources,/)
    const asFile = await run('backup', [toPath('mine.tar.gz')])
    expect([asFile.code, inFolder.code]).toEqual([0, 0])
    expect((await stat(toPath('mine.tar.gz'))).mode & 0o777).toBe(0o600)
    expect(await readdir(toPath('backups'))).toHaveLength(1)
  })

  test.each([
    ['a file that exists', ['frontdesk.db'], 'exists already'],
    ['two files', ['one', 'two'], 'Name one file.'],
    ['an option it does not know', ['--now'], "'--now'"],
  ])('refuses %s', async (_name, args, sentence) => {
    const { code, output } = await run(
      'backup',
      args.map((arg) => (arg.startsWith('-') ? arg : toPath(arg))),
    )
    expect(code).toBe(1)
    expect(output).toContain(sentence)
    expect(output).not.toMatch(/ at .*:\d+/)
  })
})

describe('restore', () => {
  test('into an empty folder brings the bots and the account; a server can start there', async () => {
    await store.account.create({ username: 'owner', password_hash: 'x', created_at: NOON })
    await run('backup', [toPath('mine.tar.gz')])
    const elsewhere = toPath('elsewhere')
    const { code, output } = await run('restore', [toPath('mine.tar.gz'), '--yes'], elsewhere)
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(
        /^Made .* by Frontdesk [\d.]+\.\nIt holds 1 bot,.*\n {2}Bot a\nIt was checked and is whole\./,
      ),
    ])
    expect(output).toContain('cannot show the keys of 1 of its bots')
    expect(output).toContain('Restored.')
    const restored = await openSqliteStore(join(elsewhere, 'frontdesk.db'))
    expect(await restored.account.find()).toMatchObject({ username: 'owner' })
    await restored.close()
    expect((await readdir(join(elsewhere, 'restore'))).length).toBe(0)
    expect(await readdir(join(elsewhere, 'uploads', 'avatars'))).toEqual([])
  })

  test('keeps what was there, and who may sign in', async () => {
    await run('backup', [toPath('mine.tar.gz')])
    await createBot(store, 'b')
    await store.account.create({ username: 'present', password_hash: 'x', created_at: NOON })
    await store.close()
    const { output } = await run('restore', [toPath('mine.tar.gz'), '--yes'])
    const [, kept] = /What was there is kept: (\S+)/.exec(output) ?? []
    expect(await namesIn(home)).toEqual(['Bot a'])
    await run('restore', [kept ?? '', '--yes'])
    store = await openSqliteStore(toPath('frontdesk.db'))
    expect((await store.bots.list()).map(({ name }) => name)).toEqual(['Bot a', 'Bot b'])
    expect(await store.account.find()).toMatchObject({ username: 'present' })
  })

  test('takes the place of a damaged database, which is put aside as it is', async () => {
    await run('backup', [toPath('mine.tar.gz')])
    await store.close()
    const damaged = 'no database any more'.repeat(500)
    await writeFile(toPath('frontdesk.db'), damaged)
    const { code, output } = await run('restore', [toPath('mine.tar.gz'), '--yes'])
    expect(code).toBe(0)
    const [, aside] = /cannot be read. It is kept as it was: (\S+)/.exec(output) ?? []
    expect(await readFile(aside ?? '', 'utf8')).toBe(damaged)
    store = await openSqliteStore(toPath('frontdesk.db'))
    expect(await store.bots.list()).toHaveLength(1)
  })

  test('of a damaged database the pictures stay, until it is decided what becomes of it', async () => {
    await run('backup', [toPath('mine.tar.gz')])
    await store.close()
    const picture = join(toPath('uploads'), 'avatars', 'of-the-damaged-64.png')
    await mkdir(dirname(picture), { recursive: true })
    await writeFile(picture, 'picture')
    await writeFile(toPath('frontdesk.db'), 'no database any more'.repeat(500))
    await run('restore', [toPath('mine.tar.gz'), '--yes'])
    await run('restore', [toPath('mine.tar.gz'), '--yes'])
    expect(await readFile(picture, 'utf8')).toBe('picture')
  })

  // What stands in the way of a backup is no reason to do without one.
  test.each<[string, () => Promise<unknown>, string[], RegExp]>([
    [
      'a folder of backups that cannot be used',
      () => writeFile(toPath('backups'), 'in the way'),
      [],
      /The folder .*backups cannot be used/,
    ],
    [
      'a disk that is full',
      async () => undefined,
      // No file may grow beyond 400 KB, as the shell counts.
      ['sh', '-c', 'ulimit -f 800; trap "" XFSZ; exec "$0" "$@"'],
      /The disk is full/,
    ],
  ])('stops at %s: the healthy database stays where it is', async (_name, obstruct, below, sentence) => {
    await run('backup', [toPath('mine.tar.gz')])
    await store.account.create({ username: 'present', password_hash: 'x', created_at: NOON })
    // More than such a disk takes, and what hardly shrinks.
    await store.settings.replace('noise', randomBytes(900_000).toString('base64'))
    await store.close()
    await obstruct()
    const { code, output } = await run('restore', [toPath('mine.tar.gz'), '--yes'], home, below)
    expect([code, output]).toEqual([1, expect.stringMatching(sentence)])
    expect((await readdir(home)).filter((name) => name.includes('before-restore'))).toEqual([])
    store = await openSqliteStore(toPath('frontdesk.db'))
    expect(await store.account.find()).toMatchObject({ username: 'present' })
  })

  test('holds the data folder while it asks', async () => {
    await run('backup', [toPath('mine.tar.gz')])
    await store.close()
    const asTerminal = 'data:text/javascript,process.stdin.isTTY = true'
    const child = spawn(process.execPath, ['--import', asTerminal, pathOf('restore'), toPath('mine.tar.gz')], {
      env: toEnvironment(home),
    })
    let output = ''
    for await (const data of child.stdout) {
      output += String(data)
      if (!output.endsWith('to go on: ')) continue
      await expect(openSqliteStore(toPath('frontdesk.db'))).rejects.toThrow('already running')
      child.stdin.end('restore\n')
    }
    expect(output).toContain('Restored.')
    store = await openSqliteStore(toPath('frontdesk.db'))
  })

  test.each([
    ['while the server runs', async () => ['mine.tar.gz', '--yes'], 'Frontdesk is already running'],
    ['a file that is not there', async () => ['nothing.tar.gz'], 'There is no file'],
    ['no file', async () => [], 'Name one file.'],
  ])('refuses %s, and changes nothing', async (_name, args, sentence) => {
    await run('backup', [toPath('mine.tar.gz')])
    const given = (await args()).map((arg) => (arg.startsWith('-') ? arg : toPath(arg)))
    const { code, output } = await run('restore', given)
    expect([code, output]).toEqual([1, expect.stringContaining(sentence)])
    expect(await store.bots.list()).toHaveLength(1)
  })

  test('refuses what is no backup, and does not go on without an answer', async () => {
    await run('backup', [toPath('mine.tar.gz')])
    await store.close()
    await writeFile(toPath('notes.txt'), 'Dear owner')
    expect(await run('restore', [toPath('notes.txt')])).toEqual({
      code: 1,
      output: 'This is not a backup made by Frontdesk.\n',
    })
    const asked = await run('restore', [toPath('mine.tar.gz')])
    expect([asked.code, asked.output]).toEqual([1, expect.stringContaining('Use --yes')])
    store = await openSqliteStore(toPath('frontdesk.db'))
    expect(await store.bots.list()).toHaveLength(1)
  })
})
