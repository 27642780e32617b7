import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseConfig } from '#server/config.ts'
import { toErrorResponse } from './errors.ts'
import { securityHeaders } from './headers.ts'
import { staticRoutes } from './static.ts'
import { readStaticFiles } from './static-files.ts'

const WIDGET = `/* widget */ ${'console.log("hello");'.repeat(50)}`
const SECRET = 'SECRET CONTENT'
let folder: string
let app: Hono

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frontdesk-'))
  const files = {
    'dist/dashboard/index.html': '<!doctype html><title>Dashboard</title>',
    'dist/dashboard/preview.html': '<!doctype html><title>Preview</title>',
    'dist/dashboard/favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'dist/dashboard/assets/index-AbC.js': 'start()',
    'dist/dashboard/assets/index-AbC.js.map': SECRET,
    'dist/dashboard/.env': SECRET,
    'dist/widget/widget.js': WIDGET,
    'dist/widget/widget.js.br': brotliCompressSync(WIDGET),
    'dist/widget/widget.js.gz': gzipSync(WIDGET),
    'package.json': SECRET,
    '.env': SECRET,
    '.git/config': SECRET,
    'data/frontdesk.db': SECRET,
  }
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  app = open(await readStaticFiles(join(folder, 'dist')))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const open = (files: Awaited<ReturnType<typeof readStaticFiles>>) =>
  new Hono()
    .use(securityHeaders({ config: parseConfig({}) }))
    .route('/', staticRoutes(files))
    .onError((error) => toErrorResponse(error, pino({ level: 'silent' })))

describe('/widget.js', () => {
  test.each([
    ['br', 'gzip, deflate, br, zstd', (bytes: Buffer) => brotliDecompressSync(bytes)],
    ['gzip', 'gzip', (bytes: Buffer) => gunzipSync(bytes)],
    [null, 'identity', (bytes: Buffer) => bytes],
  ])('comes as %s, and once', async (encoding, accepted, decode) => {
    const headers = { 'Accept-Encoding': accepted }
    const response = await app.request('/widget.js', { headers })
    expect(response.headers.get('content-encoding')).toBe(encoding)
    expect(decode(Buffer.from(await response.arrayBuffer())).toString()).toBe(WIDGET)
    const etag = response.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]+"$/)
    const again = await app.request('/widget.js', { headers: { ...headers, 'If-None-Match': etag } })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
  })

  test('may be used by every page, and asks again soon', async () => {
    const { headers } = await app.request('/widget.js')
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=300, must-revalidate',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
    })
  })

  test('has another ETag in another encoding', async () => {
    const ask = (accepted: string) => app.request('/widget.js', { headers: { 'Accept-Encoding': accepted } })
    expect((await ask('br')).headers.get('etag')).not.toBe((await ask('gzip')).headers.get('etag'))
  })
})

describe('the dashboard', () => {
  test.each(['/login', '/setup', '/dashboard', '/dashboard/', '/dashboard/bots/8f0e-1/test', '/dashboard/settings'])(
    'is at %s',
    async (path) => {
      const response = await app.request(path)
      expect(response.status).toBe(200)
      expect(await response.text()).toContain('Dashboard')
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'self'; script-src 'self'; /)
      expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    },
  )

  test('begins at the root', async () => {
    expect((await app.request('/')).headers.get('location')).toBe('/dashboard')
  })

  test('may frame its own preview', async () => {
    const { headers } = await app.request('/preview.html')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'self'")
  })

  test('lets hashed files be kept for good, others not', async () => {
    const hashed = await app.request('/assets/index-AbC.js')
    expect(hashed.headers.get('cache-control')).toContain('immutable')
    const icon = await app.request('/favicon.svg')
    expect(icon.headers.get('cache-control')).toBe('no-cache')
    expect(icon.headers.get('content-type')).toBe('image/svg+xml')
  })

  test('shows a lost person its own page and a program an error, both 404', async () => {
    const person = await app.request('/nowhere', { headers: { Accept: 'text/html,*/*' } })
    expect([person.status, await person.text()]).toEqual([404, expect.stringContaining('Dashboard')])
    for (const path of ['/nowhere', '/api', '/api/', '/api/nowhere']) {
      const program = await app.request(path)
      expect(program.status).toBe(404)
      expect(await program.json()).toMatchObject({ error: { code: 'not_found' } })
    }
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    '%s to a page is an error like any other',
    async (method) => {
      for (const path of ['/', '/dashboard', '/nowhere']) {
        const answer = await app.request(path, { method })
        expect(answer.status).toBe(404)
        expect(await answer.json()).toMatchObject({ error: { code: 'not_found' } })
      }
    },
  )

  test('says so when it is not built', async () => {
    const empty = open(await readStaticFiles(join(folder, 'nowhere')))
    for (const path of ['/dashboard', '/widget.js']) {
      const response = await empty.request(path)
      expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('npm run build')])
    }
  })
})

test.each([
  '/%2e%2e/package.json',
  '/../package.json',
  '/..%2fpackage.json',
  '/..%5cpackage.json',
  '/assets/../../../package.json',
  '/assets%2f..%2f..%2fpackage.json',
  '/assets/..%252f..%252fpackage.json',
  '//data/frontdesk.db',
  '/data/frontdesk.db',
  '/./../data/frontdesk.db',
  '/.env',
  '/%2eenv',
  '/dashboard/../.env',
  '/.git/config',
  '/assets/index-AbC.js.map',
  '/assets/',
  '/assets/index-AbC.js%00.html',
  '//api/trpc/bots.list',
  '/api%2ftrpc/bots.list',
  '/%61pi/nowhere',
])('%s, sent raw, is not found', async (path) => {
  const answer = await askRaw(path)
  expect(answer).toMatch(/^HTTP\/1\.1 (404|400) /)
  expect(answer).not.toContain(SECRET)
})

/** Clients tidy up a path before they send it; a socket does not. */
async function askRaw(path: string): Promise<string> {
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  try {
    const address = server.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const socket = connect(port, '127.0.0.1')
    socket.end(`GET ${path} HTTP/1.1\r\nHost: chat.example\r\nConnection: close\r\n\r\n`)
    let answer = ''
    for await (const data of socket) answer += String(data)
    return answer
  } finally {
    server.close()
  }
}
