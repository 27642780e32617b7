import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createApp } from './app.ts'
import { createStreams } from './http/streams.ts'
import { openTestDeps, type TestDeps } from './testing/open-test-deps.ts'
import { restRoutes } from './trpc/procedures.ts'

// What /api/openapi.json describes and what the app answers are the same.

/** Pages for people, and what tRPC's own clients ask. */
const NOT_FOR_PROGRAMS = ['GET /', 'GET /*', 'GET /api/docs', 'GET /api/docs/docs.css']

const openApiSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })

let opened: TestDeps
let app: ReturnType<typeof createApp>
let described: string[]
beforeAll(async () => {
  opened = await openTestDeps({ ADMIN_PER_IP: '10000', METRICS_TOKEN: 'a token for the metrics' })
  const widget = { type: 'text/javascript', hash: 'x', plain: new Uint8Array(1), compressed: [] }
  app = createApp(opened.deps, {
    streams: createStreams(opened.deps.config.limits),
    files: { dashboard: new Map(), widget },
  })
  const document = openApiSchema.parse(await (await app.request('/api/openapi.json')).json())
  described = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  )
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
