import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { pino } from 'pino'
import { parseConfig } from '#server/config.ts'
import { toErrorResponse } from './errors.ts'
import { adminGuard } from './guard.ts'

const JSON_TYPE = { 'Content-Type': 'application/json' }

function openAdmin(environment: Record<string, string> = {}) {
  const ran: string[] = []
  const app = new Hono()
    .use('/api/trpc/*', adminGuard({ config: parseConfig(environment) }))
    .use('/api/admin/*', adminGuard({ config: parseConfig(environment) }))
    .all('*', async (c) => {
      ran.push(`${c.req.method} ${await c.req.text()}`)
      return c.json({})
    })
    .onError((error) => toErrorResponse(error, pino({ level: 'silent' })))
  const send = (headers: Record<string, string>, body: string | undefined = '{}', path = '/api/trpc/bots.delete') =>
    app.request(path, { method: 'POST', headers: { Host: 'chat.example', ...headers }, ...(body ? { body } : {}) })
  return { app, ran, send }
}

describe('the admin guard', () => {
  test.each([
    ['a script of the owner', {}],
    ['the dashboard', { Origin: 'https://chat.example', 'Sec-Fetch-Site': 'same-origin' }],
    ['the dashboard at the public address', { Origin: 'https://public.example' }],
    ['the address bar', { 'Sec-Fetch-Site': 'none' }],
  ])('lets %s through', async (_who, headers) => {
    const { ran, send } = openAdmin({ PUBLIC_URL: 'https://public.example' })
    const response = await send({ ...JSON_TYPE, ...headers })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(ran).toEqual(['POST {}'])
  })

  test.each([
    ['another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
    ['another site in an old browser', { Origin: 'https://evil.example' }],
    ['a sandboxed frame', { Origin: 'null' }],
    ['a page that hides its origin', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a sibling subdomain', { 'Sec-Fetch-Site': 'same-site' }],
    ['a name that begins alike', { Origin: 'https://chat.example.evil.example' }],
    ['another port', { Origin: 'https://chat.example:8443' }],
    ['no web address at all', { Origin: 'chat.example' }],
    ['a forged origin beside the true site', { Origin: 'https://chat.example', 'Sec-Fetch-Site': 'cross-site' }],
  ])('refuses %s and tells it nothing', async (_who, headers) => {
    const { ran, send } = openAdmin()
    const response = await send({ ...JSON_TYPE, ...headers })
    expect(response.status).toBe(403)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(ran).toEqual([])
  })

  test.each([
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonx',
  ])('refuses a body of %s, which a form can send without asking', async (type) => {
    const { ran, send } = openAdmin()
    expect((await send({ 'Content-Type': type })).status).toBe(415)
    expect((await send({ 'Content-Type': type }, '')).status).toBe(415)
    expect(ran).toEqual([])
  })

  test('asks for no type where there is no body', async () => {
    const { ran, send } = openAdmin()
    expect((await send({}, '')).status).toBe(200)
    expect((await send({ 'Content-Length': '2' }, '')).status).toBe(415)
    expect(ran).toEqual(['POST '])
  })

  test('stops a body over 1 MB, also one that does not tell its length', async () => {
    const { app, ran } = openAdmin()
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(200_000)),
    })
    const endless = new Request('http://chat.example/api/trpc/x', {
      method: 'POST',
      headers: JSON_TYPE,
      body,
      duplex: 'half',
    })
    expect((await app.request(endless)).status).toBe(413)
    const long = { ...JSON_TYPE, 'Content-Length': '2000000' }
    expect((await app.request('/api/trpc/x', { method: 'POST', headers: long, body: 'x' })).status).toBe(413)
    expect(ran).toEqual([])
  })

  test('answers no preflight with permission', async () => {
    const { app } = openAdmin()
    const response = await app.request('/api/admin/bots', {
      method: 'OPTIONS',
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'DELETE' },
    })
    expect(response.status).toBe(403)
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  test('counts every request of an address, whatever it says about itself', async () => {
    const { app } = openAdmin({ ADMIN_PER_IP: '2' })
    const get = (n: number) => app.request('/api/admin/bots', { headers: { 'X-Forwarded-For': `1.1.1.${n}` } })
    expect([(await get(1)).status, (await get(2)).status]).toEqual([200, 200])
    const third = await get(3)
    expect(third.status).toBe(429)
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})
