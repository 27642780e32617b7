import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSession } from './accounts/sessions.ts'
import { createApp } from './app.ts'
import { createStreams } from './http/streams.ts'
import { openTestDeps, type TestDeps } from './testing/open-test-deps.ts'
import { namedProcedures } from './trpc/procedures.ts'

// The doors have their own tests; here stands that createApp puts each behind what guards it.

const ORIGIN = 'http://localhost:8000'
/** What answers a stranger with content. Whoever adds a route decides whether it belongs here. */
const OPEN_TO_STRANGERS = [
  'GET /',
  'GET /api/docs',
  'GET /api/docs/docs.css',
  'GET /api/health',
  'GET /api/openapi.json',
  'GET /api/ready',
  'GET /widget.js',
]

let opened: TestDeps
let app: ReturnType<typeof createApp>
let cookie: string
beforeAll(async () => {
  opened = await openTestDeps({ ADMIN_PER_IP: '10000' })
  const widget = { type: 'text/javascript', hash: 'x', plain: new Uint8Array(1), compressed: [] }
  app = createApp(opened.deps, {
    streams: createStreams(opened.deps.config.limits),
    files: { dashboard: new Map(), widget },
  })
  cookie = `session_token=${(await openSession(opened.deps, false)).token}`
})
afterAll(() => opened.close())

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const FORGED = {
  'X-Request-From': 'internal',
  'X-Forwarded-User': 'admin',
  'X-Real-IP': '127.0.0.1',
  Authorization: 'Bearer x',
  'X-Api-Key': 'x',
}

test('a stranger gets nothing from any route but the open ones', async () => {
  const open = new Set<string>()
  for (const route of app.routes) {
    const path = route.path.replace(/:\w+/g, 'some-id').replace('*', 'anything')
    for (const method of route.method === 'ALL' ? METHODS : [route.method]) {
      const answer = await app.request(ORIGIN + path, { method, headers: FORGED })
      expect(answer.status, `${method} ${path}`).toBeLessThan(500)
      const saysNothing = (method === 'HEAD' || method === 'OPTIONS') && answer.status === 204
      if (answer.status < 400 && !saysNothing) open.add(`${method} ${path}`)
    }
  }
  expect([...open].toSorted()).toEqual(OPEN_TO_STRANGERS)
  expect(opened.logged).toEqual([])
})

describe("another site's page is refused before anything runs", () => {
  const senders: [name: string, headers: Record<string, string>][] = [
    ['a form', { Origin: 'https://evil.example', 'Content-Type': 'multipart/form-data; boundary=x' }],
    ['JSON', { Origin: 'https://evil.example', 'Content-Type': 'application/json' }],
    ['a sandboxed frame', { Origin: 'null', 'Content-Type': 'application/json' }],
    ['a browser without Origin', { 'Sec-Fetch-Site': 'cross-site', 'Content-Type': 'application/json' }],
    ['a sibling subdomain', { 'Sec-Fetch-Site': 'same-site', 'Content-Type': 'application/json' }],
    ['another port', { Origin: 'http://localhost:3000', 'Content-Type': 'application/json' }],
  ]
  const mutations = namedProcedures.filter(({ type }) => type === 'mutation')
  const paths = mutations.flatMap(({ name, rest }): [method: string, path: string][] => [
    ['POST', `/api/trpc/${name}`],
    ['POST', `/api/trpc/${name}?batch=1`],
    ...(rest ? [[rest.method, rest.path.replace(/\{\w+\}/g, 'some-id')] satisfies [string, string]] : []),
  ])
  paths.push(['POST', '/api/admin/bots/some-id/avatar'], ['DELETE', '/api/admin/bots/some-id/avatar'])
  paths.push(['POST', '/api/admin/backups/upload'])

  test.each(paths)('%s %s', async (method, path) => {
    for (const [name, headers] of senders) {
      const init = { method, headers: { Host: 'localhost:8000', Cookie: cookie, ...headers } }
      const answer = await app.request(ORIGIN + path, method === 'DELETE' ? init : { ...init, body: '{}' })
      expect(answer.status, name).toBe(403)
      expect(answer.headers.has('Access-Control-Allow-Origin'), name).toBe(false)
    }
  })

  test('nor read, with no word of CORS', async () => {
    for (const path of ['/api/admin/bots', '/api/trpc/bots.list', '/api/auth/state']) {
      for (const method of ['GET', 'OPTIONS']) {
        const headers = { Origin: 'https://evil.example', Cookie: cookie, 'Access-Control-Request-Method': 'POST' }
        const answer = await app.request(ORIGIN + path, { method, headers })
        expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
      }
    }
  })
})
