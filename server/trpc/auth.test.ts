import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AdminDoors, openAdminDoors, OWNER, readCookie } from '#server/testing/open-admin-doors.ts'

const stranger = { cookie: null }
const WRONG = { username: OWNER.username, password: 'a wrong guess' }

let doors: AdminDoors
beforeEach(async () => {
  doors = await openAdminDoors()
})
afterEach(async () => {
  vi.useRealTimers()
  await doors.close()
})

const login = (fields: object = {}, ip = '203.0.113.1', cookie: string | null = null) =>
  doors.rest('POST', '/api/auth/login', { ...OWNER, ...fields }, { ip, cookie })
const isSignedIn = async (cookie: string | null) =>
  (await (await doors.rest('GET', '/api/auth/state', undefined, { cookie })).json()).signed_in

describe('set-up', () => {
  test('the printed token creates the account, once', async () => {
    const state = async () => (await doors.rest('GET', '/api/auth/state')).json()
    expect(await state()).toEqual({ account_exists: false, signed_in: false, username: null })
    await doors.setUp()
    expect(await state()).toEqual({ account_exists: true, signed_in: true, username: 'owner' })

    const again = await doors.rest('POST', '/api/auth/setup', {
      token: doors.deps.setupToken.value,
      username: 'second',
      password: 'another password',
    })
    expect(again.status).toBe(403)
    expect(await again.json()).toEqual({
      error: { code: 'forbidden', message: 'Frontdesk is set up already. Sign in instead.' },
    })
    expect(await doors.deps.store.account.find()).toMatchObject({ username: 'owner' })
  })

  test('of two at the same moment one wins', async () => {
    const attempt = (username: string) =>
      doors.rest('POST', '/api/auth/setup', { ...OWNER, username, token: doors.deps.setupToken.value })
    const answers = await Promise.all([attempt('first'), attempt('second')])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 403]))
  })

  test.each([[''], ['x'.repeat(43)], [null], [[]], [{}], [undefined], [`${'x'.repeat(43)}\n`]])(
    'the token %j does not',
    async (token) => {
      const answer = await doors.rest('POST', '/api/auth/setup', { ...OWNER, token })
      expect([400, 403]).toContain(answer.status)
      expect(await doors.deps.store.account.find()).toBeUndefined()
    },
  )

  test('the token has 256 bits and is another at each start', async () => {
    const other = await openAdminDoors()
    expect(doors.deps.setupToken.value).toMatch(/^[\w-]{43}$/)
    expect(other.deps.setupToken.value).not.toBe(doors.deps.setupToken.value)
    await other.close()
  })

  test('a weak or too long password is refused in words', async () => {
    const attempt = async (password: string) => {
      const token = doors.deps.setupToken.value
      return (await doors.mutate('auth.setup', { token, username: 'owner', password })).json()
    }
    expect((await attempt('short')).error.data.app).toEqual({
      code: 'bad_input',
      message: 'The password is too short. Use at least 8 characters.',
      fields: { password: 'The password is too short. Use at least 8 characters.' },
    })
    expect((await attempt('ä'.repeat(37))).error.data.app.message).toContain('Use at most 72 bytes')
    expect((await attempt('x'.repeat(100_000))).error.data.app.code).toBe('bad_input')
  })
})

describe('a session', () => {
  beforeEach(() => doors.setUp())

  test('lasts 24 hours, or 7 days when asked, by the clock of the server', async () => {
    const day = readCookie(await login())
    const remembered = await login({ remember: true })
    const week = readCookie(remembered)
    expect(remembered.headers.getSetCookie()[0]).toContain('Max-Age=604800')

    doors.setNow('2026-03-02T11:59:59.000Z')
    expect(await isSignedIn(day)).toBe(true)
    doors.setNow('2026-03-02T12:00:00.000Z')
    expect(await isSignedIn(day)).toBe(false)
    doors.setNow('2026-03-08T11:59:59.000Z')
    expect(await isSignedIn(week)).toBe(true)
    doors.setNow('2026-03-08T12:00:00.000Z')
    expect(await isSignedIn(week)).toBe(false)
  })

  test('has a new token at each sign-in, whatever the browser brought, and the old one dies', async () => {
    const planted = `session_token=${'a'.repeat(43)}`
    const first = readCookie(await login({}, '203.0.113.1', planted))
    expect(first).not.toBe(planted)
    const second = readCookie(await login({}, '203.0.113.1', first))
    expect(second).not.toBe(first)
    expect(await isSignedIn(first)).toBe(false)
    expect(await isSignedIn(second)).toBe(true)
  })

  test('is kept as a hash that is no cookie itself', async () => {
    const token = doors.cookie?.split('=')[1] ?? ''
    const hash = createHash('sha256').update(token).digest('hex')
    expect(await doors.deps.store.sessions.find(hash, doors.deps.now().toISOString())).toMatchObject({
      token_hash: hash,
    })
    expect(await isSignedIn(`session_token=${hash}`)).toBe(false)
  })

  test('is dead on the server after logout', async () => {
    const answer = await doors.rest('POST', '/api/auth/logout')
    expect(answer.status).toBe(204)
    expect(await answer.text()).toBe('')
    expect(answer.headers.getSetCookie()[0]).toContain('Max-Age=0')
    expect(await isSignedIn(doors.cookie)).toBe(false)
  })

  test('survives a new password, all others end', async () => {
    const other = readCookie(await login())
    const change = (current_password: string) =>
      doors.rest('POST', '/api/auth/password', { current_password, new_password: 'an even better one' })
    expect((await change('a wrong guess')).status).toBe(403)
    expect(await isSignedIn(other)).toBe(true)

    expect((await change(OWNER.password)).status).toBe(204)
    expect(await isSignedIn(doors.cookie)).toBe(true)
    expect(await isSignedIn(other)).toBe(false)
    expect((await login()).status).toBe(401)
    expect((await login({ password: 'an even better one' })).status).toBe(200)
  })

  test('ends everywhere at once', async () => {
    const other = readCookie(await login())
    expect((await doors.rest('POST', '/api/auth/logout-everywhere')).status).toBe(204)
    expect(await isSignedIn(doors.cookie)).toBe(false)
    expect(await isSignedIn(other)).toBe(false)
  })

  test('over tRPC sets the same cookie; behind HTTPS it is the stricter one', async () => {
    const plain = await doors.mutate('auth.login', OWNER, stranger)
    expect(plain.headers.getSetCookie()[0]).toMatch(/^session_token=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)

    const secure = await openAdminDoors({ TRUST_PROXY: '1' })
    await secure.setUp()
    const overHttps = { cookie: null, headers: { 'X-Forwarded-Proto': 'https' } }
    secure.cookie = readCookie(await secure.mutate('auth.login', OWNER, overHttps))
    expect(secure.cookie).toMatch(/^__Host-session_token=/)
    expect((await (await secure.query('auth.state')).json()).result.data.signed_in).toBe(true)
    await secure.close()
  })
})

describe('guessing', () => {
  beforeEach(() => doors.setUp())

  test('ends after five failures from one address, also when all come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => login({ username: `user-${index}`, password: 'a guess' })),
    )
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(45)
    expect((await login()).status, 'even with the right password').toBe(429)
    expect((await login({}, '203.0.113.2')).status, 'but not from elsewhere').toBe(200)
  })

  test('ends after five failures against one account, from wherever they come', async () => {
    const start = performance.now()
    for (let index = 0; index < 5; index += 1) expect((await login(WRONG, `198.51.100.${index}`)).status).toBe(401)
    const refused = await login(WRONG, '198.51.100.200')
    expect(refused.status).toBe(429)
    expect(await refused.json()).toEqual({
      error: { code: 'too_many_requests', message: 'Too many failed attempts. Please try again in 15 minutes.' },
    })
    // A quarter of an hour from the first failure, however long the five took.
    const passedSeconds = (performance.now() - start) / 1000
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(899 - passedSeconds)
    expect(Number(refused.headers.get('Retry-After'))).toBeLessThanOrEqual(900)
    expect(await isSignedIn(doors.cookie), 'who is in stays in').toBe(true)
  })

  test('ends alike for a user who does not exist', async () => {
    const known: unknown[] = []
    const unknown: unknown[] = []
    for (let index = 0; index < 6; index += 1) {
      for (const [username, seen] of [
        ['owner', known],
        ['nobody', unknown],
      ] as const) {
        const answer = await login({ username, password: 'a guess' }, `198.51.100.${index}`)
        seen.push([answer.status, await answer.text(), [...answer.headers.keys()]])
        const passwordHash = (await doors.deps.store.account.find())?.password_hash
        await doors.deps.loginLimits.reset({ ip: `198.51.100.${index}`, username: 'somebody else', passwordHash })
      }
    }
    expect(unknown).toEqual(known)
  })

  test('a success gives the attempts back', async () => {
    for (let round = 0; round < 2; round += 1) {
      for (let index = 0; index < 4; index += 1) expect((await login(WRONG)).status).toBe(401)
      expect((await login()).status).toBe(200)
    }
  })

  test('is possible again after 15 minutes', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
    for (let index = 0; index < 5; index += 1) await login(WRONG)
    vi.advanceTimersByTime(14 * 60_000)
    expect((await login()).status).toBe(429)
    vi.advanceTimersByTime(60_000)
    expect((await login()).status).toBe(200)
  })

  test('counts guesses at the current password too', async () => {
    const change = () =>
      doors.mutate('auth.changePassword', { current_password: 'a guess', new_password: 'an even better one' })
    for (let index = 0; index < 5; index += 1) expect((await change()).status).toBe(403)
    const refused = await change()
    expect(refused.status).toBe(429)
    expect(refused.headers.get('Retry-After')).toMatch(/^\d+$/)
    expect((await refused.json()).error.data.app.retry_after_seconds).toBeGreaterThan(0)
  })

  test('by a password that only begins like the right one', async () => {
    const longest = 'a'.repeat(72)
    await doors.rest('POST', '/api/auth/password', { current_password: OWNER.password, new_password: longest })
    expect((await login({ password: `${longest}b` })).status).toBe(401)
    expect((await login({ password: longest })).status).toBe(200)
  })
})
