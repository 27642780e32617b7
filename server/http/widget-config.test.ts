import type { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '#server/errors.ts'
import type { Store } from '#server/store/store.ts'
import { openTestDoor, type TestDoor } from '#server/testing/open-test-door.ts'
import { widgetConfigRoutes } from './widget-config.ts'

let door: TestDoor
beforeEach(async () => {
  door = await openTestDoor()
})
afterEach(() => door.close())

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  door.mount(widgetConfigRoutes(door)).request(`/api/public/config/${path}`, { method, headers })

describe('the widget configuration', () => {
  test('is exactly what a stranger may know', async () => {
    const { bot, key } = await door.addBot({ avatar_file: 'picture-1' })
    const response = await ask(bot.id, { 'X-Api-Key': key })
    expect(response.status).toBe(200)
    const body: Record<string, unknown> = JSON.parse(await response.text())
    expect(Object.keys(body)).toEqual([
      'id',
      'name',
      'welcome_message',
      'avatar_url',
      'accent_color',
      'position',
      'show_button_text',
      'button_text',
      'language',
      'direction',
      'strings',
    ])
    expect(body).toMatchObject({
      id: bot.id,
      name: 'Corner bakery',
      avatar_url: `/api/public/avatar/${bot.id}?v=picture-1`,
      language: 'en',
      direction: 'ltr',
    })
  })

  test('takes the key from the query too, so that no preflight goes before it', async () => {
    const { bot, key } = await door.addBot()
    expect((await ask(`${bot.id}?api_key=${key}`)).status).toBe(200)
  })

  test.each([
    ['?lang=de-AT', {}, 'de'],
    ['?lang=xx', { 'Accept-Language': 'fr' }, 'en'],
    ['', { 'Accept-Language': 'sv, he;q=0.8' }, 'he'],
  ])('speaks the language of %s and %j', async (query, headers, language) => {
    const { bot, key } = await door.addBot()
    const response = await ask(`${bot.id}${query}`, { 'X-Api-Key': key, ...headers })
    expect(await response.json()).toMatchObject({ language, direction: language === 'he' ? 'rtl' : 'ltr' })
  })

  test('answers a wrong key and a wrong bot alike', async () => {
    const { bot, key } = await door.addBot()
    const other = await door.addBot()
    const answers = await Promise.all([
      ask(bot.id),
      ask(bot.id, { 'X-Api-Key': 'wrong' }),
      ask(bot.id, { 'X-Api-Key': other.key }),
      ask(crypto.randomUUID(), { 'X-Api-Key': key }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401])
    const bodies = await Promise.all(answers.map((answer) => answer.text()))
    expect(new Set(bodies).size).toBe(1)
    expect(bodies[0]).toContain('"unauthorized"')
  })

  test.each(['', '/', '%2f', '*', 'undefined', 'null', '%20'.repeat(36), '..%2f..%2fdata', '%00', 'x'.repeat(10_000)])(
    'does not take %j for a bot',
    async (id) => {
      const { bot, key } = await door.addBot()
      const response = await ask(`${id}?api_key=${key}`)
      expect([401, 404]).toContain(response.status)
      const body = await response.text()
      expect(body.length).toBeLessThan(1000)
      expect(body).not.toContain(bot.id)
    },
  )

  test('may be kept for a minute and is not sent twice', async () => {
    const { bot, key } = await door.addBot()
    const first = await ask(bot.id, { 'X-Api-Key': key })
    expect(first.headers.get('cache-control')).toBe('public, max-age=60')
    expect(first.headers.get('vary')).toContain('X-Api-Key')
    const etag = first.headers.get('etag') ?? ''
    const again = await ask(bot.id, { 'X-Api-Key': key, 'If-None-Match': `"other", W/${etag}` })
    expect(again.status).toBe(304)
    expect(again.headers.get('access-control-allow-origin')).toBe('*')
    await door.store.bots.update(bot.id, { name: 'New name' }, door.now().toISOString())
    expect((await ask(bot.id, { 'X-Api-Key': key, 'If-None-Match': etag })).status).toBe(200)
  })

  test('is readable from every site, but never with cookies', async () => {
    const { bot, key } = await door.addBot()
    const preflight = await ask(
      bot.id,
      {
        Origin: 'https://shop.example',
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'x-api-key',
      },
      'OPTIONS',
    )
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toBe('x-api-key')
    expect(preflight.headers.get('access-control-max-age')).toBe('86400')
    const refused = await ask(bot.id, { Origin: 'https://shop.example' })
    for (const response of [
      preflight,
      refused,
      await ask(bot.id, { Origin: 'https://shop.example', 'X-Api-Key': key }),
    ]) {
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    }
  })

  test('is given so many times a minute for each bot', async () => {
    await door.close()
    door = await openTestDoor({ CONFIG_PER_BOT: '2' })
    const app = door.mount(widgetConfigRoutes(door))
    const [one, two] = [await door.addBot(), await door.addBot()]
    const get = (of: typeof one) => app.request(`/api/public/config/${of.bot.id}`, { headers: { 'X-Api-Key': of.key } })
    expect([(await get(one)).status, (await get(one)).status]).toEqual([200, 200])
    const third = await get(one)
    expect(third.status).toBe(429)
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(third.headers.get('access-control-allow-origin')).toBe('*')
    expect((await get(two)).status).toBe(200)
  })
})

describe('where a widget is loaded', () => {
  const seen = (id: string) => door.store.sightings.list(id)

  test('is kept by its host, once a minute, also when the browser holds the answer already', async () => {
    const { bot, key } = await door.addBot()
    let now = '2026-03-01T12:00:00.000Z'
    const app = door.mount(widgetConfigRoutes({ ...door, now: () => new Date(now) }))
    const load = (headers: Record<string, string>) =>
      app.request(`/api/public/config/${bot.id}?api_key=${key}`, { headers })
    const etag = (await load({ Origin: 'https://shop.example' })).headers.get('etag') ?? ''
    await expect.poll(() => seen(bot.id)).toEqual([{ bot_id: bot.id, host: 'shop.example', seen_at: now }])

    now = '2026-03-01T12:00:59.000Z'
    await load({ Origin: 'https://shop.example' })
    await load({ Referer: 'https://blog.example/a/page?of=mine' })
    await expect
      .poll(() => seen(bot.id))
      .toMatchObject([{ host: 'blog.example' }, { seen_at: '2026-03-01T12:00:00.000Z' }])

    now = '2026-03-01T12:01:00.000Z'
    expect((await load({ Origin: 'https://shop.example', 'If-None-Match': etag })).status).toBe(304)
    await expect.poll(() => seen(bot.id)).toMatchObject([{ host: 'shop.example', seen_at: now }, {}])
  })

  test('is not asked by our own pages, which preview, nor by whoever has no key', async () => {
    await door.close()
    door = await openTestDoor({ PUBLIC_URL: 'https://chat.example' })
    const { bot, key } = await door.addBot()
    const app = door.mount(widgetConfigRoutes(door))
    const load = (origin: string, withKey = key) =>
      app.request(`http://10.0.0.5:8000/api/public/config/${bot.id}?api_key=${withKey}`, {
        headers: { Origin: origin },
      })
    await load('https://chat.example')
    await load('http://10.0.0.5:8000')
    await load('https://stranger.example', 'wrong')
    await load('https://shop.example')
    await expect.poll(() => seen(bot.id)).toMatchObject([{ host: 'shop.example' }])
  })

  test('is lost rather than felt when the disk is full', async () => {
    const { bot, key } = await door.addBot()
    const note = () => Promise.reject(new AppError('unavailable', 'The disk is full.'))
    const store = { ...door.store, sightings: { ...door.store.sightings, note } }
    const app = door.mount(widgetConfigRoutes({ ...door, store }))
    const headers = { Origin: 'https://shop.example' }
    expect((await app.request(`/api/public/config/${bot.id}?api_key=${key}`, { headers })).status).toBe(200)
    await expect.poll(() => door.logged.join('')).toContain('A sighting could not be kept')
  })

  test('is not talked away by whoever invents hosts', async () => {
    const { bot, key } = await door.addBot()
    let now = '2026-03-01T12:00:00.000Z'
    let writes = 0
    const store = {
      ...door.store,
      sightings: {
        ...door.store.sightings,
        note: (...args: Parameters<Store['sightings']['note']>) => {
          writes += 1
          return door.store.sightings.note(...args)
        },
      },
    }
    const start = () => door.mount(widgetConfigRoutes({ ...door, store, now: () => new Date(now) }))
    const load = (app: Hono, host: string) =>
      app.request(`/api/public/config/${bot.id}?api_key=${key}`, { headers: { Origin: `https://${host}` } })
    const hosts = async () => (await seen(bot.id)).map(({ host }) => host)

    await load(start(), 'shop.example')
    await expect.poll(hosts).toEqual(['shop.example'])
    now = '2026-03-01T12:10:00.000Z'
    const restarted = start()
    for (let i = 0; i < 50; i++) await load(restarted, `invented-${i}.example`)
    await load(restarted, 'shop.example')
    await expect.poll(hosts).toContain('invented-8.example')
    expect(await hosts()).toContain('shop.example')
    expect(await hosts()).not.toContain('invented-9.example')
    expect(writes).toBeLessThanOrEqual(12)

    // The next hour has room for new ones again; what is seen again takes the place of the longest unseen.
    now = '2026-03-01T13:00:00.000Z'
    await load(restarted, 'moved.example')
    now = '2026-03-01T13:01:00.000Z'
    await load(restarted, 'moved.example')
    await expect.poll(hosts).toContain('moved.example')
    expect(await hosts()).toHaveLength(10)
  })
})
