import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '#server/errors.ts'
import { type AdminDoors, openAdminDoors, ORIGIN } from '#server/testing/open-admin-doors.ts'
import { namedProcedures } from './procedures.ts'

let doors: AdminDoors
beforeAll(async () => {
  doors = await openAdminDoors()
  await doors.signIn()
})
afterAll(() => doors.close())

describe('whatever comes in', () => {
  const bodies = ['', 'null', '[]', '"x"', '1', '{}', '{"id":', '{"id":{}}', '[[[[[[', '\u0000', '{"0":{"json":null}}']
  const bodyProcedures = namedProcedures.filter(
    ({ type, name }) =>
      type === 'mutation' && !/logout|signOut|checkEngine|retrainAll|backups\.(create|discard)/.test(name),
  )

  test.each(bodyProcedures)('$name answers with a sentence', async ({ name, rest }) => {
    for (const body of bodies) {
      const answers = [await doors.mutate(name, body), await doors.mutate(`${name}?batch=1`, body)]
      if (rest?.method === 'POST' || rest?.method === 'PUT') {
        answers.push(await doors.rest(rest.method, rest.path.replace(/\{\w+\}/g, 'none'), body))
      }
      for (const answer of answers) {
        const text = await answer.text()
        expect(answer.status, text).toBeGreaterThanOrEqual(400)
        expect(answer.status, text).toBeLessThan(500)
        expect(text).toMatch(/"message":"[A-Z][^{}]+\."/)
        expect(text).not.toMatch(/stack|node_modules|\.ts:/)
        expect(answer.headers.get('cache-control')).toBe('no-store')
      }
    }
    expect(doors.logged).toEqual([])
  })

  test('a body over 512 KB is refused, however it comes', async () => {
    const send = (body: string | ReadableStream<Uint8Array>) =>
      new Request(`${ORIGIN}/api/admin/bots`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Cookie: doors.cookie ?? '' },
        body,
        duplex: 'half',
      })
    const endless = () =>
      new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)) })
    const answers = [
      await doors.sendRest(send('x'.repeat(600_000))),
      await doors.sendRest(send(endless())),
      await doors.sendTrpc(send(endless())),
    ]
    expect(answers.map(({ status }) => status)).toEqual([413, 413, 413])
  })

  test('a body that breaks off is not our failure', async () => {
    for (const [send, path] of [
      [doors.sendRest, '/api/auth/login'],
      [doors.sendTrpc, '/api/trpc/auth.login'],
    ] as const) {
      const body = new ReadableStream({ start: (controller) => controller.error(new Error('aborted')) })
      const headers = { 'Content-Type': 'application/json' }
      const answer = await send(new Request(ORIGIN + path, { method: 'POST', headers, body, duplex: 'half' }))
      expect(answer.status).toBe(400)
    }
    expect(doors.logged).toEqual([])
  })

  test.each(['HEAD', 'PUT', 'PATCH', 'DELETE'])('%s is no way to tRPC, and nothing fails over it', async (method) => {
    const headers = { 'Content-Type': 'application/json', Cookie: doors.cookie ?? '' }
    for (const path of ['/api/trpc/auth.state', '/api/trpc/auth.signOutEverywhere', '/api/trpc/nothing?batch=1']) {
      const answer = await doors.sendTrpc(new Request(ORIGIN + path, { method, headers }))
      expect(answer.status).toBeLessThan(500)
    }
    expect(doors.logged).toEqual([])
    expect((await doors.query('bots.list')).status).toBe(200)
  })

  test.each([
    ['GET', '/api/admin/nothing', 404],
    ['GET', '/api/admin/bots/a/b/c', 404],
    ['GET', '/api/admin/bots/', 404],
    ['DELETE', '/api/admin/bots', 405],
    ['PATCH', '/api/admin/bots/x', 405],
    ['GET', '/api/auth/login', 405],
    ['GET', '/api/admin/bots?__proto__=1&constructor=2', 200],
    ['GET', '/api/admin/bots/%E0%A4%A', 404],
    ['GET', '/api/admin/bots/__proto__', 404],
  ])('%s %s answers %i', async (method, path, status) => {
    const answer = await doors.rest(method, path)
    expect(answer.status).toBe(status)
    expect(doors.logged).toEqual([])
  })

  test('tRPC answers what it does not know in the same form', async () => {
    for (const name of ['nothing', '__proto__', 'bots', 'bots.constructor', 'bots.list,nothing']) {
      const answer = await doors.query(name)
      expect(answer.status, name).toBe(404)
      expect((await answer.json()).error.data.app).toEqual({
        code: 'not_found',
        message: 'There is nothing at this address.',
      })
    }
  })
})

describe('a failure on our side', () => {
  test.each([
    [
      'a bug',
      new TypeError('secret /path/to/code'),
      500,
      'internal',
      'Something went wrong on our side. Please try again.',
    ],
    [
      'a full disk',
      new AppError('unavailable', 'The disk is full.', {
        cause: new Error('secret SQLITE_FULL'),
        retryAfterSeconds: 30,
      }),
      503,
      'unavailable',
      'The disk is full.',
    ],
  ])('%s shows its sentence alone, and the log gets the cause once', async (_name, failure, status, code, message) => {
    const { store } = doors.deps
    doors.deps.store = { ...store, bots: { ...store.bots, list: () => Promise.reject(failure) } }
    for (const ask of [() => doors.query('bots.list'), () => doors.rest('GET', '/api/admin/bots')]) {
      doors.logged.length = 0
      const answer = await ask()
      const text = await answer.text()
      expect(answer.status).toBe(status)
      expect(text).toContain(`"code":"${code}"`)
      expect(text).toContain(message)
      expect(text).not.toMatch(/secret|stack/)
      expect(answer.headers.get('retry-after')).toBe(failure instanceof AppError ? '30' : null)
      expect(doors.logged).toHaveLength(1)
      expect(doors.logged[0]).toContain('secret')
    }
    doors.deps.store = store
    doors.logged.length = 0
  })
})
