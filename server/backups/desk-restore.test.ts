import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Inspection } from '#shared/backup.ts'
import { createBot as createOwnBot, listBots } from '#server/bots/bots.ts'
import { createVault } from '#server/bots/vault.ts'
import { buildChunk, buildMessage, createBot, NOON, train } from '#server/store/contract-fixtures.ts'
import { createBackupThreads } from '#server/open-backup-thread.ts'
import { makeBackup, rest } from '#server/testing/backup-desk.ts'
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts'
import { settleAvatars } from './avatars.ts'
import { openBackupDesk } from './desk.ts'
import { DATABASE } from './manifest.ts'

const SESSION = { token_hash: 'owner', created_at: NOON, expires_at: '2026-04-01T00:00:00.000Z' }
const OTHER = { ...SESSION, token_hash: 'another device' }
const ACCOUNT = { username: 'owner', password_hash: 'present', created_at: NOON }

let opened: TestDeps
beforeEach(async () => {
  opened = await openTestDeps()
  await opened.deps.store.account.create(ACCOUNT)
  for (const session of [SESSION, OTHER]) await opened.deps.store.sessions.create(session)
})
afterEach(() => opened.close())

async function inspect(name: string, of = opened): Promise<Inspection> {
  await of.deps.backups.inspect({ name })
  const { inspection, outcome } = await rest(of)
  if (inspection === null) throw new Error(outcome?.failure ?? 'No inspection')
  return inspection
}
const namesOf = async ({ deps } = opened) => (await deps.store.bots.list()).map(({ name }) => name)
const avatarFolder = ({ deps } = opened) => join(deps.config.uploadPath, 'avatars')
async function putAvatar(name: string): Promise<void> {
  await mkdir(avatarFolder(), { recursive: true })
  await writeFile(join(avatarFolder(), name), `picture ${name}`)
}

describe('restoring', () => {
  test('brings back what was there, keeps what it replaced, and the account as it is', async () => {
    const { store, backups } = opened.deps
    await createBot(store, 'a', { avatar_file: 'pic-a' })
    await putAvatar('pic-a-64.png')
    await train(store, 'a', '1', [buildChunk(0, 'bread', [[1, 0]])])
    await store.conversations.accept(buildMessage('a', 's', 'm'), NOON)
    await store.settings.replace('message_limit_default', '77')
    const name = await makeBackup(opened)

    await store.bots.delete('a')
    await rm(join(avatarFolder(), 'pic-a-64.png'))
    await createBot(store, 'b', { avatar_file: 'pic-b' })
    await putAvatar('pic-b-64.png')
    // Half of one, from a restore that was killed.
    await putAvatar('.coming-pic-a-64.png')
    await store.account.replacePassword('changed since', SESSION.token_hash)
    await store.sessions.create(OTHER)

    const inspection = await inspect(name)
    expect(inspection).toMatchObject({
      file: name,
      bot_names: ['Bot a'],
      avatars: 1,
      was_older: false,
      hidden_keys: 1,
      counts: { bots: 1, sources: 1, chunks: 1, conversations: 1, messages: 1 },
      present: { bots: 1, sources: 0, chunks: 0, conversations: 0, messages: 0 },
    })
    expect(await namesOf()).toEqual(['Bot b'])

    expect(backups.restore(inspection.id, SESSION)).toMatchObject({ kind: 'restore' })
    const done = await rest(opened)
    expect(done.outcome).toMatchObject({
      kind: 'restore',
      failure: null,
      name: expect.stringContaining('before-restore'),
    })
    expect(await namesOf()).toEqual(['Bot a'])
    expect(await store.knowledge.findByTerms('a', ['bread'], 5)).toMatchObject({ total: 1, documentCounts: [1] })
    expect(await store.knowledge.findByVector('a', 'test', Float32Array.of(1, 0), 5)).toHaveLength(1)
    expect(await store.conversations.findMessage('m')).toBeDefined()
    expect(await store.settings.find('message_limit_default')).toBe('77')
    expect(await readdir(avatarFolder())).toEqual(['pic-a-64.png'])
    expect(await store.account.find()).toMatchObject({ password_hash: 'changed since' })
    expect(await store.sessions.find(SESSION.token_hash, NOON)).toEqual(SESSION)
    expect(await store.sessions.find(OTHER.token_hash, NOON)).toBeUndefined()
    expect((await readdir(join(dirname(opened.path), 'restore'))).length).toBe(0)

    // And back again: what was replaced is a backup like any other.
    const again = await inspect(done.outcome?.name ?? '')
    backups.restore(again.id, SESSION)
    await rest(opened)
    expect(await namesOf()).toEqual(['Bot b'])
    expect(await readdir(avatarFolder())).toEqual(['pic-b-64.png'])
    expect(opened.logged).toEqual([])
  })

  test('a password changed while the database is exchanged is the one that stays', async () => {
    const { deps } = opened
    const name = await makeBackup(opened)
    const runJob = createBackupThreads(deps)
    let handedOver = 0
    const desk = openBackupDesk({
      ...deps,
      pauseChats: (work) => work(),
      async runJob(job, input, report) {
        const output = await runJob(job, input, report)
        if (job === 'hand_over' && ++handedOver === 1) {
          await deps.store.account.replacePassword('changed meanwhile', SESSION.token_hash)
        }
        return output
      },
    })
    opened.deps.backups = desk
    const { id } = await inspect(name)
    desk.restore(id, SESSION)
    expect((await rest(opened)).outcome).toMatchObject({ kind: 'restore', failure: null })
    expect(handedOver).toBe(2)
    expect(await deps.store.account.find()).toMatchObject({ password_hash: 'changed meanwhile' })
    expect(await deps.store.sessions.find(SESSION.token_hash, NOON)).toEqual(SESSION)
  })

  test('pictures of a restore that died right after the exchange are taken at the next start', async () => {
    await createBot(opened.deps.store, 'a', { avatar_file: 'pic-a' })
    const left = ['.coming-pic-a-64.png', '.coming-pic-b-64.png', 'of-the-old-64.png']
    for (const name of left) await putAvatar(name)
    // Without the mark of a restore it may be the folder of another database.
    await settleAvatars(opened.deps)
    expect((await readdir(avatarFolder())).toSorted()).toEqual(left)
    await putAvatar('.restoring')
    await settleAvatars(opened.deps)
    expect(await readdir(avatarFolder())).toEqual(['pic-a-64.png'])
  })

  test('ends a training that the backup caught half way', async () => {
    await createBot(opened.deps.store, 'a')
    await opened.deps.store.sources.queue({ id: '1', bot_id: 'a', type: 'text', content: 'x', title: 'x' }, NOON)
    const { id } = await inspect(await makeBackup(opened))
    opened.deps.backups.restore(id, SESSION)
    await rest(opened)
    expect(await opened.deps.store.sources.find('1')).toMatchObject({ status: 'error' })
  })

  test('on another machine widget keys work, and can be shown with the same secret alone', async () => {
    const bot = await createOwnBot(opened.deps, { name: 'Anna' })
    const name = await makeBackup(opened)
    const bytes = await readFile(await opened.deps.backups.getPath(name))
    for (const [secret, hidden] of [
      ['a secret of sixteen', 0],
      ['quite another one', 1],
    ] as const) {
      const elsewhere = await openTestDeps()
      const upload = crypto.randomUUID()
      // The desk was made with the vault of the test; this one is of another machine.
      Object.assign(elsewhere.deps.vault, createVault(secret))
      await elsewhere.deps.backups.addPiece({ id: upload, offset: 0 }, Readable.from([bytes]))
      await elsewhere.deps.backups.inspect({ upload })
      const { inspection } = await rest(elsewhere)
      expect(inspection).toMatchObject({ file: null, hidden_keys: hidden, present: { bots: 0 } })
      elsewhere.deps.backups.restore(inspection?.id ?? '', SESSION)
      await rest(elsewhere)
      const [restored] = await listBots(elsewhere.deps)
      expect(restored).toMatchObject({ name: 'Anna', api_key: hidden === 0 ? bot.api_key : null })
      await elsewhere.close()
    }
  })

  test('a failure before the exchange changes nothing', async () => {
    await createBot(opened.deps.store, 'a')
    const { id } = await inspect(await makeBackup(opened))
    await createBot(opened.deps.store, 'b')
    await rm(join(dirname(opened.path), 'restore'), { recursive: true })
    opened.deps.backups.restore(id, SESSION)
    expect((await rest(opened)).outcome).toMatchObject({ failure: expect.any(String) })
    expect(await namesOf()).toEqual(['Bot a', 'Bot b'])
    await createBot(opened.deps.store, 'c')
  })

  test('a failure at the exchange ends what the pause broke off: a training, and a deletion', async () => {
    const { store, backups } = opened.deps
    for (const id of ['a', 'b']) await createBot(store, id)
    const { id } = await inspect(await makeBackup(opened))
    await store.sources.queue({ id: '1', bot_id: 'a', type: 'text', content: 'x', title: 'x' }, NOON)
    await store.bots.mark('b', NOON)
    await rm(join(dirname(opened.path), 'restore', id, DATABASE))
    backups.restore(id, SESSION)
    expect((await rest(opened)).outcome).toMatchObject({ kind: 'restore', failure: expect.any(String) })
    expect(await store.sources.find('1')).toMatchObject({ status: 'error' })
    expect(await store.bots.listMarked()).toEqual([])
    expect(await namesOf()).toEqual(['Bot a'])
  })

  test('what was discarded cannot be restored', async () => {
    const { id } = await inspect(await makeBackup(opened))
    await opened.deps.backups.discard()
    expect(() => opened.deps.backups.restore(id, SESSION)).toThrow(/Choose it again/)
    expect((await opened.deps.backups.show()).inspection).toBeNull()
  })
})
