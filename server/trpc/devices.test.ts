import { beforeAll, afterAll, beforeEach, expect, test } from 'vitest'
import { createLoginLimits } from '#server/accounts/login-limits.ts'
import { hashPassword } from '#server/accounts/password.ts'
import { type AdminDoors, openAdminDoors, OWNER } from '#server/testing/open-admin-doors.ts'

let doors: AdminDoors
/** Of the owner's browser, after its first sign-in. */
let device: string
beforeAll(async () => {
  doors = await openAdminDoors()
  await doors.setUp()
  const answer = await login({})
  device = readDevice(answer)
})
afterAll(() => doors.close())
beforeEach(() => {
  doors.deps.loginLimits = createLoginLimits()
})

const login = (fields: object, { ip = '203.0.113.1', cookie = null as string | null } = {}) =>
  doors.rest('POST', '/api/auth/login', { ...OWNER, ...fields }, { ip, cookie })
type Answer = Awaited<ReturnType<typeof login>>
const readDevice = ({ headers }: Answer): string => headers.getSetCookie()[1]?.split(';')[0] ?? ''

/** Five wrong passwords, from wherever, without the cost of checking them. */
async function guess(ip: (index: number) => string): Promise<void> {
  const passwordHash = (await doors.deps.store.account.find())?.password_hash
  for (let index = 0; index < 1_000; index++) {
    await doors.deps.loginLimits.take({ ip: ip(index), username: 'owner', passwordHash }).catch(() => undefined)
  }
}

test('whoever signs in leaves with proof of it, for this server alone, that opens nothing', async () => {
  const [, cookie] = (await login({})).headers.getSetCookie()
  expect(cookie).toMatch(/^device_token=[\w-]{22}\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=31536000$/)
  expect((await doors.rest('GET', '/api/admin/bots', undefined, { cookie: device })).status).toBe(401)
})

test('a thousand guesses from a thousand addresses do not lock out the owner’s browser', async () => {
  await guess((index) => `198.51.${index >> 8}.${index & 255}`)
  expect((await login({}, { ip: '192.0.2.1' })).status, 'a browser that nobody knows').toBe(429)
  expect((await doors.rest('GET', '/api/admin/bots')).status, 'who is in stays in').toBe(200)
  expect((await login({}, { ip: '192.0.2.1', cookie: device })).status, 'the browser of before').toBe(200)
})

test('nor do guesses from the very same address', async () => {
  await guess(() => '203.0.113.1')
  expect((await login({})).status).toBe(429)
  expect((await login({}, { cookie: device })).status).toBe(200)
})

test('a known browser has five guesses of its own, and takes none of the others’', async () => {
  const wrong = { password: 'a wrong guess' }
  const answers = await Promise.all(Array.from({ length: 8 }, () => login(wrong, { cookie: device })))
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
  expect((await login({}, { cookie: device })).status).toBe(429)
  expect((await login({}, { cookie: null })).status, 'another browser at the same address').toBe(200)
})

test.each<[string, () => string]>([
  ['made up', () => `device_token=${'a'.repeat(22)}.${'b'.repeat(43)}`],
  ['with another id', () => device.replace(/=.{4}/, '=AAAA')],
  ['with another signature', () => device.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A'))],
  ['that is cut', () => device.slice(0, -1)],
])('proof %s proves nothing', async (_how, forge) => {
  await guess(() => '203.0.113.1')
  expect((await login({}, { cookie: forge() })).status).toBe(429)
})

test('a new password ends every lock, and the proof of the old one', async () => {
  await guess(() => '203.0.113.1')
  // As npm run reset-password does, from its own process.
  await doors.deps.store.account.replacePassword(await hashPassword('a new password'), null)
  expect((await login({ password: 'a wrong guess' })).status).toBe(401)
  await guess(() => '203.0.113.1')
  expect((await login({ password: 'a new password' }, { cookie: device })).status).toBe(429)
})
