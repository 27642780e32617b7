import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createBot, NOON, queueText } from '../contract-fixtures.ts'
import type { SessionRecord } from '../account-store.ts'
import type { Store } from '../store.ts'
import { databaseFiles } from './database-files.ts'
import { openDatabase, openSqliteStore } from './open.ts'

const SESSION: SessionRecord = { token_hash: 'owner', created_at: NOON, expires_at: '2026-04-01T00:00:00.000Z' }

let folder: string
let path: string
let replacement: string
let store: Store
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frontdesk-'))
  path = join(folder, 'frontdesk.db')
  replacement = join(folder, 'other.db')
  const other = await openSqliteStore(replacement)
  await createBot(other, 'new')
  await other.close()
  await databaseFiles.handOver(replacement, undefined)
  store = await openSqliteStore(path)
  await createBot(store, 'old')
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

const listIds = async (of: Store): Promise<string[]> => (await of.bots.list()).map(({ id }) => id)

describe('another database in the place of the present one', () => {
  test('the open store speaks of it, and every safety setting holds', async () => {
    await store.replaceWith(replacement, undefined)
    expect(await listIds(store)).toEqual(['new'])
    await store.settings.replace('a', 'b')
    const database = openDatabase(path)
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(database.prepare('SELECT id FROM bots').pluck().all()).toEqual(['new'])
    database.close()
    const left = (await readdir(folder)).filter(
      (name) => !/^(frontdesk\.db(-wal|-shm|\.lock)?|other\.db\.lock)$/.test(name),
    )
    expect(left).toEqual([])
    await expect(openSqliteStore(path)).rejects.toThrow('already running')
  })

  test('whoever asks meanwhile waits, and a transaction ends before', async () => {
    const queueing = queueText(store, 'old', '1')
    const replacing = store.replaceWith(replacement, undefined)
    const asking = listIds(store)
    await queueing
    await replacing
    expect(await asking).toEqual(['new'])
  })

  test('another program that reads it stops the exchange, and nothing changes', async () => {
    const reader = openDatabase(path)
    reader.exec('BEGIN; SELECT * FROM bots')
    await createBot(store, 'later')
    await expect(store.replaceWith(replacement, undefined)).rejects.toMatchObject({ code: 'conflict' })
    reader.close()
    expect(await listIds(store)).toEqual(['old', 'later'])
    await store.replaceWith(replacement, undefined)
    expect(await listIds(store)).toEqual(['new'])
  })

  test.each<[string, (kept: SessionRecord) => Promise<void>]>([
    ['another password', () => store.account.replacePassword('another', SESSION.token_hash)],
    ['a session that was ended', ({ token_hash }) => store.sessions.delete(token_hash)],
  ])('%s since it was handed over, and nothing is replaced', async (_name, change) => {
    const account = { username: 'owner', password_hash: 'present', created_at: NOON }
    await store.account.create(account)
    await store.sessions.create(SESSION)
    await change(SESSION)
    expect(await store.replaceWith(replacement, { account, session: SESSION })).toBe(false)
    expect(await listIds(store)).toEqual(['old'])
  })

  test('an account that was made meanwhile, too', async () => {
    await store.account.create({ username: 'owner', password_hash: 'present', created_at: NOON })
    expect(await store.replaceWith(replacement, undefined)).toBe(false)
  })

  test('a file that is gone leaves the present one', async () => {
    await expect(store.replaceWith(join(folder, 'nothing.db'), undefined)).rejects.toMatchObject({
      code: 'unavailable',
    })
    expect(await listIds(store)).toEqual(['old'])
    await createBot(store, 'still writable')
  })
})

// FAT, exFAT and many a network drive.
test('a disk that knows no links takes it too', async () => {
  await store.close()
  expect(
    await run(`fs.link = async () => { throw Object.assign(new Error('not supported'), { code: 'EPERM' }) }`),
  ).toBe('replaced')
  store = await openSqliteStore(path)
  expect(await listIds(store)).toEqual(['new'])
})

// Each step touches the disk by one of these calls: the process dies before or after it.
const STEPS = ['rm', 'link', 'rename']
test.each(STEPS.flatMap((step) => ['before', 'after'].map((when) => [when, step] as const)))(
  'a process that dies %s %s leaves the old database or the new one, whole',
  async (when, step) => {
    await store.close()
    const signal = await die(when, step)
    expect(signal).toBe('SIGKILL')
    store = await openSqliteStore(path)
    expect([['old'], ['new']]).toContainEqual(await listIds(store))
    expect((await readdir(folder)).filter((name) => name.includes('replaced'))).toEqual([])
    await createBot(store, 'writable')
  },
)

function die(when: string, step: string): Promise<string> {
  return run(`
    const real = fs.${step}
    fs.${step} = async (...given) => {
      if ('${when}' === 'after') await real(...given)
      process.kill(process.pid, 'SIGKILL')
    }`)
}

/** Replaces it in a process of its own, where the file system is as `change` makes it; its signal, or what it says. */
function run(change: string): Promise<string> {
  const code = `
    import fs from 'node:fs/promises'
    import { syncBuiltinESMExports } from 'node:module'
    const { openSqliteStore } = await import('${new URL('open.ts', import.meta.url).href}')
    const store = await openSqliteStore(process.argv[1])
    await store.settings.replace('in', 'the log')
    ${change}
    syncBuiltinESMExports()
    await store.replaceWith(process.argv[2], undefined)
    console.log('replaced')`
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', code, path, replacement])
    let output = ''
    child.stdout.on('data', (data) => (output += String(data)))
    child.on('error', reject)
    child.on('close', (_code, signal) => resolve(signal ?? output.trim()))
  })
}
