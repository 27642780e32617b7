import { describe, expect, test } from 'vitest'
import { addBot, ask, fake, KEY, openDoor, store, toBody, toRequest, useChatDoor } from '#server/testing/chat-door.ts'
import { toErrorResponse } from './errors.ts'
import { widgetConfigRoutes } from './widget-config.ts'

useChatDoor()

const HOST = { Host: 'chat.example' }
const origins = ['https://shop.example', 'https://*.mill.example']

/** The chat and the config of a bot that may be used on those sites alone. */
async function openBoth(environment: Record<string, string> = {}) {
  const door = openDoor('openai', { PUBLIC_URL: 'https://public.example', ...environment })
  door.app.route('/', widgetConfigRoutes(door.deps)).onError((error) => toErrorResponse(error, door.deps.log))
  await addBot(door.embedder, { origins })
  const config = (headers: Record<string, string>, method = 'GET') =>
    door.app.request(`/api/public/config/bot-1?api_key=${KEY}`, { method, headers: { ...HOST, ...headers } })
  const chat = (headers: Record<string, string>, body = {}) =>
    door.app.request(
      '/api/chat',
      toRequest({ ...toBody('When does the bakery open?'), ...body }, { ...HOST, ...headers }),
    )
  const preflight = (path: string, origin: string) =>
    door.app.request(path, { method: 'OPTIONS', headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' } })
  return { door, config, chat, preflight }
}

const PREFLIGHTED = ['/api/chat', '/api/public/config/bot-1']

describe('a bot with a list of sites', () => {
  test.each([
    ['a site of the list', 'https://shop.example'],
    ['a site below a listed one', 'https://www.mill.example'],
    ['a site further below', 'https://en.www.mill.example'],
    ['our own page', 'http://chat.example'],
    ['our own page at the public address', 'https://public.example'],
  ])('is open to %s, which alone may read it', async (_who, origin) => {
    const { config, chat } = await openBoth()
    for (const answer of [await config({ Origin: origin }), await chat({ Origin: origin })]) {
      expect(answer.status).toBe(200)
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
      expect(answer.headers.get('vary')).toContain('Origin')
      expect(answer.headers.has('access-control-allow-credentials')).toBe(false)
    }
  })

  test.each<[string, Record<string, string>]>([
    ['another site', { Origin: 'https://evil.example' }],
    ['a name that begins alike', { Origin: 'https://shop.example.evil.com' }],
    ['a name that ends alike', { Origin: 'https://evilshop.example' }],
    ['a name that ends like a listed ending', { Origin: 'https://evilmill.example' }],
    ['a name that continues a listed ending', { Origin: 'https://a.mill.example.evil.com' }],
    ['the host of a listed ending itself', { Origin: 'https://mill.example' }],
    ['the site without encryption', { Origin: 'http://shop.example' }],
    ['a site below without encryption', { Origin: 'http://a.mill.example' }],
    ['another port', { Origin: 'https://shop.example:8443' }],
    ['another port below', { Origin: 'https://a.mill.example:8443' }],
    ['what no browser sends', { Origin: 'https://evil.example/.mill.example' }],
    ['a sandboxed page', { Origin: 'null' }],
    ['nobody', {}],
    ['an empty name', { Origin: '' }],
    ['a page that hides its name', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a listed site that is only said to have led there', { Referer: 'https://shop.example/' }],
  ])('refuses %s in words that its console can show', async (_who, headers) => {
    const { config, chat } = await openBoth()
    for (const answer of [await config(headers), await chat(headers)]) {
      expect(answer.status).toBe(403)
      expect(await answer.json()).toEqual({
        error: { code: 'forbidden', message: expect.stringMatching(/^This bot .*\.$/) },
      })
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
    expect(fake.requests.filter(({ kind }) => kind === 'chat')).toEqual([])
    expect((await store.usage.countMessages('2026-11')).size).toBe(0)
    expect(await store.sightings.list('bot-1')).toEqual([])
  })

  test('does not believe what a body says of its page', async () => {
    const { chat } = await openBoth()
    const said = { origin: 'https://shop.example' }
    expect((await chat({ Origin: 'https://evil.example' }, said)).status).toBe(400)
    expect((await chat({ Origin: 'https://shop.example' }, said)).status).toBe(400)
  })

  test('tells a stranger without the key nothing of the list', async () => {
    const { door } = await openBoth()
    for (const origin of ['https://shop.example', 'https://evil.example']) {
      const headers = { Origin: origin }
      expect((await door.app.request('/api/public/config/bot-1?api_key=wrong', { headers })).status).toBe(401)
    }
  })

  test.each([
    ['Sec-Fetch-Site', 'same-origin'],
    ['Referer', 'http://chat.example/preview.html'],
  ])('shows itself in our preview, whose browser names no origin but %s', async (header, value) => {
    const { config } = await openBoth()
    const answer = await config({ [header]: value })
    expect(answer.status).toBe(200)
    expect(answer.headers.has('access-control-allow-origin')).toBe(false)
  })

  test('is kept by no cache for another site', async () => {
    const { config } = await openBoth()
    const first = await config({ Origin: 'https://shop.example' })
    expect(first.headers.get('cache-control')).toBe('private, max-age=60')
    expect(first.headers.get('vary')).toBe('X-Api-Key, Accept-Language, Origin')
    const held = { 'If-None-Match': first.headers.get('etag') ?? '' }
    const again = await config({ ...held, Origin: 'https://a.mill.example' })
    expect(again.status).toBe(304)
    expect(again.headers.get('access-control-allow-origin')).toBe('https://a.mill.example')
    expect(again.headers.get('vary')).toContain('Origin')
    expect((await config({ ...held, Origin: 'https://evil.example' })).status).toBe(403)
  })

  test.each(PREFLIGHTED)('answers the preflight of %s to its sites alone', async (path) => {
    const { preflight } = await openBoth()
    const allowed = await preflight(path, 'https://shop.example')
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://shop.example')
    expect(allowed.headers.get('vary')).toContain('Origin')
    for (const origin of ['https://evil.example', 'null']) {
      expect((await preflight(path, origin)).headers.has('access-control-allow-origin')).toBe(false)
    }
  })

  test('is closed from the moment the list changes', async () => {
    const { config, chat } = await openBoth()
    const shop = { Origin: 'https://shop.example' }
    expect((await config(shop)).status).toBe(200)
    await store.bots.update('bot-1', { allowed_origins: ['https://www.shop.example'] }, '2026-11-22T13:00:00.000Z')
    expect([(await config(shop)).status, (await chat(shop)).status]).toEqual([403, 403])
  })
})

test('a bot without a list is open to every page and to programs, also beside one that has a list', async () => {
  const { door, preflight } = await openBoth()
  const other = '99999999-2222-4333-8444-555555555555'
  await addBot(door.embedder, { id: 'bot-2', key: other })
  const { response } = await ask(door, 'When does the bakery open?', { bot_id: 'bot-2', api_key: other })
  expect(response.status).toBe(200)
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect((await preflight('/api/chat', 'https://any.example')).headers.get('access-control-allow-origin')).toBe('*')
  expect((await preflight('/api/public/config/bot-2', 'null')).headers.get('access-control-allow-origin')).toBe('*')
})
