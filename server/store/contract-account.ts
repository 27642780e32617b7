import { describe, expect, test } from 'vitest'
import { LATER, NOON } from './contract-fixtures.ts'
import type { Store } from './store.ts'

export function testAccount(current: () => Store): void {
  describe('the account and its sessions', () => {
    const account = { username: 'owner', password_hash: 'hash', created_at: NOON }
    const session = (name: string) => ({ token_hash: name, created_at: NOON, expires_at: LATER })

    test('there is one account', async () => {
      expect(await current().account.find()).toBeUndefined()
      await current().account.create(account)
      await expect(current().account.create({ ...account, username: 'other' })).rejects.toMatchObject({
        code: 'conflict',
      })
      expect(await current().account.find()).toEqual(account)
    })

    test.each([
      ['keeps the session that changed it', 'mine', ['mine']],
      ['ends all of them', null, []],
    ])('a new password %s', async (_name, keep, left) => {
      await current().account.create(account)
      for (const name of ['mine', 'other']) await current().sessions.create(session(name))
      await current().account.replacePassword('new hash', keep)
      expect(await current().account.find()).toMatchObject({ password_hash: 'new hash' })
      const found = await Promise.all(['mine', 'other'].map((name) => current().sessions.find(name, NOON)))
      expect(found.flatMap((s) => s?.token_hash ?? [])).toEqual(left)
    })

    test('a session ends on time, by signing out, and everywhere at once', async () => {
      for (const name of ['1', '2', '3']) await current().sessions.create(session(name))
      expect(await current().sessions.find('1', NOON)).toEqual(session('1'))
      expect(await current().sessions.find('1', LATER)).toBeUndefined()
      await current().sessions.delete('1')
      expect(await current().sessions.find('1', NOON)).toBeUndefined()
      await current().sessions.deleteExpired(NOON)
      expect(await current().sessions.find('2', NOON)).toBeDefined()
      await current().sessions.deleteExpired(LATER)
      expect(await current().sessions.find('2', NOON)).toBeUndefined()
      await current().sessions.create(session('4'))
      await current().sessions.deleteAll()
      expect(await current().sessions.find('4', NOON)).toBeUndefined()
    })
  })
}
