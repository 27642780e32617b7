import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '#server/store/store.ts'
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts'
import { createAccount } from './set-up.ts'
import { signIn } from './sign-in.ts'

const OWNER = { username: 'owner', password: 'the old password' }
const FROM = { ip: '203.0.113.1', cookieHeader: null }

let opened: TestDeps
beforeEach(async () => {
  opened = await openTestDeps()
  await createAccount(opened.deps, OWNER)
})
afterEach(() => opened.close())

test('who signs in with the old password while a new one is set is not in', async () => {
  const { deps } = opened
  const kept: string[] = []
  const sessions: Store['sessions'] = {
    ...deps.store.sessions,
    async create(session) {
      await deps.store.account.replacePassword('of the new password', null)
      await deps.store.sessions.create(session)
      kept.push(session.token_hash)
    },
  }
  const signingIn = signIn({ ...deps, store: { ...deps.store, sessions } }, OWNER, FROM)
  await expect(signingIn).rejects.toMatchObject({ code: 'unauthorized' })
  expect(kept).toHaveLength(1)
  expect(await deps.store.sessions.find(kept[0] ?? '', deps.now().toISOString())).toBeUndefined()
})
