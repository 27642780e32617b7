import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hashKey } from '#server/bots/key.ts'
import { createVault } from '#server/bots/vault.ts'
import { type AdminDoors, openAdminDoors } from '#server/testing/open-admin-doors.ts'

let doors: AdminDoors
beforeEach(async () => {
  doors = await openAdminDoors()
  await doors.signIn()
})
afterEach(() => doors.close())

describe('a widget key', () => {
  test('opens its bot by its hash until a new one is made', async () => {
    const bot = await doors.createBot()
    const oldKey = bot.api_key ?? ''
    const find = (key: string) => doors.deps.store.bots.findByKey(bot.id, hashKey(key))
    expect(await find(oldKey)).toMatchObject({ id: bot.id })

    const answer = await doors.rest('POST', `/api/admin/bots/${bot.id}/regenerate-key`)
    const { api_key } = await answer.json()
    expect(await find(oldKey)).toBeUndefined()
    expect(await find(api_key)).toMatchObject({ id: bot.id })
    expect((await doors.getBot(bot.id)).api_key).toBe(api_key)
  })

  test('and the session token stand nowhere in the files, only their hashes', async () => {
    const bot = await doors.createBot()
    const token = doors.cookie?.split('=')[1] ?? ''
    const kept = Buffer.concat([
      await readFile(doors.path),
      await readFile(`${doors.path}-wal`).catch(() => Buffer.alloc(0)),
    ])
    expect(kept.includes(bot.api_key ?? '')).toBe(false)
    expect(kept.includes(token)).toBe(false)
    expect(
      kept.includes(
        createHash('sha256')
          .update(bot.api_key ?? '')
          .digest(),
      ),
    ).toBe(true)
    expect(kept.includes(createHash('sha256').update(token).digest('hex'))).toBe(true)
  })

  test("is null when the seal is another bot's or the secret another, and still opens its bot", async () => {
    const [one, two] = [await doors.createBot(), await doors.createBot()]
    const twosSeal = (await doors.deps.store.bots.find(two.id))?.key_sealed ?? new Uint8Array()
    const hash = hashKey(one.api_key ?? '')
    await doors.deps.store.bots.replaceKey(one.id, { hash, sealed: twosSeal }, doors.deps.now().toISOString())
    expect((await doors.getBot(one.id)).api_key).toBeNull()
    expect(await doors.deps.store.bots.findByKey(one.id, hash)).toMatchObject({ id: one.id })

    doors.deps.vault = createVault('quite another secret')
    expect((await doors.getBot(two.id)).api_key).toBeNull()
  })
})
