import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openSession } from './accounts/sessions.ts'
import { createApp } from './app.ts'
import { createStreams } from './http/streams.ts'
import { openTestDeps, type TestDeps } from './testing/open-test-deps.ts'
import { restRoutes } from './trpc/procedures.ts'

// What /api/openapi.json describes and what the app answers are the same.

/** Pages for people, and what tRPC's own clients ask. */
const NOT_FOR_PROGRAMS = ['GET /', 'GET /*', 'GET /api/docs', 'GET /api/docs/docs.css']

const operationSchema = z.object({
  responses: z.record(z.string(), z.unknown()),
  requestBody: z.object({ content: z.record(z.string(), z.object({ example: z.unknown() })) }).optional(),
})
const openApiSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) })

let opened: TestDeps
let app: ReturnType<typeof createApp>
let operations: Map<string, z.infer<typeof operationSchema>>
let described: string[]
let cookie: string
beforeAll(async () => {
  opened = await openTestDeps({ ADMIN_PER_IP: '10000', METRICS_TOKEN: 'a token for the metrics' })
  const widget = { type: 'text/javascript', hash: 'x', plain: new Uint8Array(1), compressed: [] }
  app = createApp(opened.deps, {
    streams: createStreams(opened.deps.config.limits),
    files: { dashboard: new Map(), widget },
  })
  const document = openApiSchema.parse(await (await app.request('/api/openapi.json')).json())
  operations = new Map(
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
    ),
  )
  described = [...operations.keys()]
  cookie = `session_token=${(await openSession(opened.deps, false)).token}`
})
afterAll(() => opened.close())

test('every route is described, and nothing else', () => {
  const ofApp = app.routes
    .filter(({ method, path }) => method !== 'ALL' && (method === 'GET' || path !== '/*'))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  const ofProcedures = restRoutes.map(({ rest }) => `${rest.method} ${rest.path}`)
  const routes = new Set([...ofApp, ...ofProcedures].filter((route) => !NOT_FOR_PROGRAMS.includes(route)))
  expect(described.toSorted()).toEqual([...routes].toSorted())
})

test('every door that takes whatever comes is one of the procedures', () => {
  const open = app.routes.filter(({ method }) => method === 'ALL').map(({ path }) => path)
  expect([...new Set(open)].toSorted()).toEqual([
    '/*',
    '/api/*',
    '/api/admin/*',
    '/api/auth/*',
    '/api/chat',
    '/api/public/config/*',
    '/api/trpc/*',
  ])
})

test('every path that is described is answered', async () => {
  for (const route of described) {
    const [method = '', path = ''] = route.split(' ')
    const text = await (await app.request(path.replaceAll(/\{\w+\}/g, 'some-id'), { method })).text()
    expect(text, route).not.toMatch(/^\{"error".*(nothing at this address|does not answer this method)/)
  }
})

test.each([
  ['a stranger', ''],
  ['the owner, of what is not there', 'some'],
])('%s hears what is described', async (_name, who) => {
  for (const [route, { responses, requestBody }] of operations) {
    // The others need the session; and there is no account whose password could be changed.
    if (/^POST \/api\/auth\/(logout|password)/.test(route)) continue
    const [method = '', path = ''] = route.split(' ')
    const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? []
    const headers = { ...(who && { Cookie: cookie }), ...(type && { 'Content-Type': type }) }
    const body = type ? { body: JSON.stringify(content?.example).replaceAll('$', '') } : {}
    const answer = await app.request(path.replaceAll(/\{\w+\}/g, 'some-id'), { method, headers, ...body })
    expect(Object.keys(responses), `${route}: ${answer.status}`).toContain(`${answer.status}`)
    await answer.body?.cancel()
  }
})
