import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts'
import { ensureAccount } from './ensure-account.ts'
import { verifyPassword } from './password.ts'

let opened: TestDeps | undefined
const open = async (environment: Record<string, string> = {}) => (opened = await openTestDeps(environment)).deps
beforeEach(() => (opened = undefined))
afterEach(() => opened?.close())

test('creates the account of the environment at the first start and leaves it alone later', async () => {
  const deps = await open({ ADMIN_USERNAME: 'anna', ADMIN_PASSWORD: 'correct horse' })
  expect(await ensureAccount(deps)).toBe(true)
  const account = await deps.store.account.find()
  expect(account?.username).toBe('anna')
  expect(await verifyPassword('correct horse', account?.password_hash)).toBe(true)

  const changed = { ...deps, config: { ...deps.config, admin: { username: 'bert', password: 'another horse' } } }
  expect(await ensureAccount(changed)).toBe(true)
  expect(await deps.store.account.find()).toEqual(account)
})

test('without them there is no account yet', async () => {
  const deps = await open()
  expect(await ensureAccount(deps)).toBe(false)
  expect(await deps.store.account.find()).toBeUndefined()
})

test('a bad value stops the start in words', async () => {
  const deps = await open({ ADMIN_USERNAME: 'x'.repeat(65), ADMIN_PASSWORD: 'short' })
  await expect(ensureAccount(deps)).rejects.toThrow(
    'ADMIN_USERNAME: The username is too long. Keep it under 64 characters.\nADMIN_PASSWORD: The password is too short.',
  )
})
