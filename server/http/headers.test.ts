import { Hono } from 'hono'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { parseConfig } from '#server/config.ts'
import { toErrorResponse } from './errors.ts'
import { securityHeaders } from './headers.ts'
import { forceHttps } from './https.ts'

function openApp(environment: Record<string, string>) {
  const deps = { config: parseConfig(environment) }
  return new Hono()
    .use(securityHeaders(deps))
    .use(forceHttps(deps))
    .get('/api/fails', () => {
      throw new Error('a bug')
    })
    .all('*', (c) => c.text('here'))
    .onError((error) => toErrorResponse(error, pino({ level: 'silent' })))
}

const BEHIND_PROXY = { FORCE_HTTPS: 'true', TRUST_PROXY: '1', PUBLIC_URL: 'https://chat.example' }

describe('security headers', () => {
  test.each(['/api/anything', '/api/fails'])('are on %s', async (path) => {
    const { headers } = await openApp({}).request(path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(headers.get('strict-transport-security')).toBeNull()
  })

  test('promise https for a year only where https is spoken', async () => {
    const headers = { 'X-Forwarded-Proto': 'https' }
    const told = await openApp({ TRUST_PROXY: '1' }).request('/login', { headers })
    expect(told.headers.get('strict-transport-security')).toBe('max-age=31536000')
    const untrusted = await openApp({}).request('/login', { headers })
    expect(untrusted.headers.get('strict-transport-security')).toBeNull()
  })
})

describe('FORCE_HTTPS', () => {
  test('moves a page to the public address, whatever the Host header says', async () => {
    const response = await openApp(BEHIND_PROXY).request('http://evil.example/login?next=1', {
      headers: { Host: 'evil.example', 'X-Forwarded-Proto': 'http' },
    })
    expect(response.status).toBe(301)
    expect(response.headers.get('location')).toBe('https://chat.example/login?next=1')
  })

  test('refuses the API instead of moving it', async () => {
    const response = await openApp(BEHIND_PROXY).request('/api/chat', { method: 'POST' })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ error: { code: 'forbidden' } })
  })

  test.each([
    ['https at a trusted proxy', BEHIND_PROXY, 'https', 200],
    ['what the second proxy of two saw', { ...BEHIND_PROXY, TRUST_PROXY: '2' }, 'http, https, http', 200],
    ['a client that writes https itself', { ...BEHIND_PROXY, TRUST_PROXY: '1' }, 'https, http', 301],
  ])('judges %s', async (_name, environment, proto, status) => {
    const response = await openApp(environment).request('/login', { headers: { 'X-Forwarded-Proto': proto } })
    expect(response.status).toBe(status)
  })

  test('lets the health check from inside pass', async () => {
    expect((await openApp(BEHIND_PROXY).request('/api/health')).status).toBe(200)
  })
})
