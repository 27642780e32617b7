import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AdminDoors, openAdminDoors, ORIGIN } from '#server/testing/open-admin-doors.ts'
import { namedProcedures, restRoutes } from './procedures.ts'

/** Who adds a procedure that strangers may call decides so here, too. */
const PUBLIC = ['auth.state', 'auth.setup', 'auth.login']

const FORGED = {
  'X-Request-From': 'internal',
  'X-Forwarded-User': 'admin',
  'X-Real-IP': '127.0.0.1',
  Authorization: 'Bearer x',
  'X-Api-Key': '2d0e5b6a-6a0f-4b3e-9a55-0f3f3a9b9d11',
  Cookie: `session_token=${'a'.repeat(43)}; __Host-session_token=undefined`,
}

const mutations = namedProcedures.filter(({ type }) => type === 'mutation')
const toPath = (path: string) => path.replace(/\{\w+\}/g, 'bot-1')

let doors: AdminDoors
beforeAll(async () => {
  doors = await openAdminDoors()
  await doors.setUp()
})
afterAll(() => doors.close())

describe('a stranger', () => {
  test.each(namedProcedures.filter(({ name }) => !PUBLIC.includes(name)))(
    'is refused by $name',
    async ({ name, type, rest }) => {
      for (const headers of [{}, FORGED]) {
        const sent = { cookie: null, headers }
        const answer = type === 'mutation' ? await doors.mutate(name, {}, sent) : await doors.query(name, {}, sent)
        const text = await answer.text()
        // A subscription has begun its stream before it can refuse.
        if (type === 'subscription') expect(text).toContain('event: serialized-error')
        else expect(answer.status).toBe(401)
        expect(text).toContain('Please sign in.')

        if (!rest) continue
        const body = rest.method === 'POST' || rest.method === 'PUT' ? {} : undefined
        const restAnswer = await doors.rest(rest.method, toPath(rest.path), body, sent)
        expect(restAnswer.status).toBe(401)
        expect(await restAnswer.json()).toEqual({ error: { code: 'unauthorized', message: 'Please sign in.' } })
      }
    },
  )

  test.each(PUBLIC)('is heard by %s', async (name) => {
    const procedure = namedProcedures.find((one) => one.name === name)
    const answer = await (procedure?.type === 'query'
      ? doors.query(name, undefined, { cookie: null })
      : doors.mutate(name, {}, { cookie: null }))
    expect([200, 400]).toContain(answer.status)
    expect(procedure?.rest?.isPublic).toBe(true)
  })

  test('finds no other procedure described as open', () => {
    expect(restRoutes.filter(({ rest }) => rest.isPublic).map(({ name }) => name)).toEqual(PUBLIC)
  })

  test('every procedure but the subscription has its REST path', () => {
    expect(namedProcedures.filter(({ rest }) => !rest).map(({ name }) => name)).toEqual(['sources.progress'])
  })
})

describe("another site's page cannot make the owner's browser run", () => {
  const form = () => {
    const body = new FormData()
    body.set('id', 'bot-1')
    return body
  }
  const bodies: [type: string, make: () => RequestInit][] = [
    ['multipart', () => ({ body: form() })],
    ['urlencoded', () => ({ body: new URLSearchParams({ id: 'bot-1' }) })],
    ['text/plain', () => ({ body: '{"id":"bot-1"}', headers: { 'Content-Type': 'text/plain' } })],
    ['octet-stream', () => ({ body: '{}', headers: { 'Content-Type': 'application/octet-stream' } })],
    ['a look-alike', () => ({ body: '{}', headers: { 'Content-Type': 'text/plain; application/json' } })],
    ['no type', () => ({ body: new Blob(['{}']) })],
    ['no body', () => ({})],
  ]
  const fromElsewhere = (init: RequestInit, path: string, method = 'POST') => {
    const headers = new Headers(init.headers)
    headers.set('Origin', 'https://evil.example')
    headers.set('Cookie', doors.cookie ?? '')
    return new Request(ORIGIN + path, { ...init, method, headers })
  }

  test.each(mutations)('$name', async ({ name, rest }) => {
    for (const [type, make] of bodies) {
      const answer = await doors.sendTrpc(fromElsewhere(make(), `/api/trpc/${name}`))
      expect(answer.status, `${type} over tRPC`).toBe(415)
      expect((await answer.json()).error.data.app.code).toBe('unsupported_type')

      // A page elsewhere can send neither PUT nor DELETE without asking us first.
      if (rest?.method !== 'POST') continue
      const restAnswer = await doors.sendRest(fromElsewhere(make(), toPath(rest.path)))
      expect(restAnswer.status, `${type} over REST`).toBe(415)
    }
    expect((await doors.query(name, {})).status, 'by GET').toBe(405)
    const state = await (await doors.query('auth.state')).json()
    expect(state.result.data.signed_in).toBe(true)
  })
})

test('a batch of eleven calls runs none of them', async () => {
  const batch = (count: number) => {
    const calls = Array.from({ length: count }, (_, index) => [index, { name: `Bot ${index}` }])
    const names = Array(count).fill('bots.create').join(',')
    return doors.mutate(`${names}?batch=1`, Object.fromEntries(calls))
  }
  const countBots = async () => (await doors.deps.store.bots.list()).length

  expect((await batch(11)).status).toBe(400)
  expect(await countBots()).toBe(0)
  expect((await batch(10)).status).toBe(200)
  expect(await countBots()).toBe(10)
})
