import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AdminDoors, openAdminDoors } from '#server/testing/open-admin-doors.ts'

let doors: AdminDoors
beforeEach(async () => {
  doors = await openAdminDoors({ MESSAGE_LIMIT_DEFAULT: '250' })
  await doors.signIn()
})
afterEach(() => doors.close())

const put = (id: string, changes: unknown) => doors.rest('PUT', `/api/admin/bots/${id}`, changes)

describe('a bot', () => {
  test('takes a budget where it is known what the models cost, and says what is missing where not', async () => {
    await doors.createBot()
    doors.deps.prices = { chat: undefined, embedding: 0 }
    const answer = await doors.rest('PUT', '/api/admin/bots/id-1', { budget_micro_usd: 5_000_000 })
    expect(answer.status).toBe(400)
    expect((await answer.json()).error.message).toContain('CHAT_PROMPT_PRICE')
    doors.deps.prices = { chat: { prompt: 1, completion: 2 }, embedding: 0 }
    const priced = await doors.rest('PUT', '/api/admin/bots/id-1', { budget_micro_usd: 5_000_000 })
    expect(await priced.json()).toMatchObject({ budget_micro_usd: 5_000_000, budget_state: 'open', cost_micro_usd: 0 })
    doors.deps.prices = { chat: undefined, embedding: undefined }
    const none = await doors.rest('PUT', '/api/admin/bots/id-1', { budget_micro_usd: null })
    expect(await none.json()).toMatchObject({ budget_micro_usd: null, budget_state: 'none', cost_micro_usd: null })
    for (const bad of [-1, 0.5, 1e13, '5']) {
      expect((await doors.rest('PUT', '/api/admin/bots/id-1', { budget_micro_usd: bad })).status).toBe(400)
    }
  })

  test('is created with its defaults and found again, over both doors', async () => {
    const bot = await doors.createBot()
    expect(bot).toEqual({
      id: 'id-1',
      name: 'Anna',
      welcome_message: 'Hi! How can I help?',
      fallback_message:
        "I don't have that information in my knowledge base. Please contact us directly for help with this.",
      avatar_url: null,
      accent_color: '#3B82F6',
      position: 'bottom-right',
      show_button_text: false,
      button_text: 'Chat with us',
      source_type: null,
      source_content: null,
      api_key: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
      message_count: 0,
      message_limit: 250,
      cost_micro_usd: 0,
      budget_micro_usd: null,
      budget_state: 'none',
      prompt_tokens: 0,
      completion_tokens: 0,
      relevance_cut: 0.7,
      allowed_origins: [],
      status: 'untrained',
      status_detail: null,
      trained_at: null,
      last_question_at: null,
      last_seen: null,
      created_at: '2026-03-01T12:00:00.000Z',
      updated_at: '2026-03-01T12:00:00.000Z',
    })
    expect(await doors.getBot(bot.id)).toEqual(bot)
    expect((await (await doors.query('bots.list')).json()).result.data).toEqual({ bots: [bot] })
  })

  test('counts the messages of this month alone', async () => {
    const bot = await doors.createBot()
    for (const [index, month] of ['2026-02', '2026-03', '2026-03'].entries()) {
      await doors.deps.store.conversations.accept(
        {
          bot_id: bot.id,
          session_id: 'visitor-1',
          conversation_id: 'conversation-1',
          message_id: `message-${index}`,
          content: 'Are you open?',
          month,
        },
        doors.deps.now().toISOString(),
      )
    }
    expect((await doors.getBot(bot.id)).message_count).toBe(2)
  })

  test('tells when it was last asked, and where it was last seen', async () => {
    const [quiet, bot] = [await doors.createBot(), await doors.createBot({ name: 'Bert' })]
    const seen = (host: string, seen_at: string) =>
      doors.deps.store.sightings.note({ bot_id: bot.id, host, seen_at }, 10, true)
    await seen('shop.example', '2026-03-01T12:00:00.000Z')
    await seen('blog.example', '2026-03-01T12:05:00.000Z')
    const question = { bot_id: bot.id, session_id: 's', conversation_id: 'c', message_id: 'm', content: 'Open?' }
    await doors.deps.store.conversations.accept({ ...question, month: '2026-03' }, '2026-03-01T12:07:00.000Z')

    const facts = {
      last_question_at: '2026-03-01T12:07:00.000Z',
      last_seen: { host: 'blog.example', seen_at: '2026-03-01T12:05:00.000Z' },
    }
    expect(await doors.getBot(bot.id)).toMatchObject(facts)
    const { bots } = await (await doors.rest('GET', '/api/admin/bots')).json()
    expect(bots).toMatchObject([
      { id: quiet.id, last_question_at: null, last_seen: null },
      { id: bot.id, ...facts },
    ])
    expect(await (await doors.rest('GET', `/api/admin/bots/${bot.id}/sightings`)).json()).toEqual({
      sightings: [facts.last_seen, { host: 'shop.example', seen_at: '2026-03-01T12:00:00.000Z' }],
    })
  })

  test('shows the whole of its newest text, and the beginning of it in the list', async () => {
    const bot = await doors.createBot()
    const text = 'We bake. '.repeat(5_000)
    await doors.rest('POST', `/api/admin/bots/${bot.id}/ingest`, {
      source_type: 'text',
      source_content: 'An older one.',
    })
    await doors.rest('POST', `/api/admin/bots/${bot.id}/ingest`, { source_type: 'text', source_content: text })
    expect((await doors.getBot(bot.id)).source_content).toBe(text)
    const { bots } = await (await doors.rest('GET', '/api/admin/bots')).json()
    expect(bots).toMatchObject([{ status: 'training', source_type: 'text', source_content: text.slice(0, 2048) }])
  })

  test('is not changed over a change that the caller has not seen', async () => {
    const bot = await doors.createBot()
    await put(bot.id, { name: 'Berta', accent_color: '#112233' })
    const merged = await put(bot.id, { welcome_message: 'Hello', based_on: { welcome_message: bot.welcome_message } })
    expect(await merged.json()).toMatchObject({ name: 'Berta', accent_color: '#112233', welcome_message: 'Hello' })

    const late = await put(bot.id, { name: 'Carla', welcome_message: 'Hi', based_on: { name: 'Anna' } })
    expect(late.status).toBe(409)
    expect((await late.json()).error).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('changed elsewhere'),
    })
    expect(await doors.getBot(bot.id)).toMatchObject({ name: 'Berta', welcome_message: 'Hello' })
  })

  test('changes in the given fields alone', async () => {
    const bot = await doors.createBot()
    doors.setNow('2026-03-02T00:00:00.000Z')
    const answer = await put(bot.id, { welcome_message: '  Hello there  ', message_limit: 0, relevance_cut: 0.45 })
    expect(await answer.json()).toEqual({
      ...bot,
      welcome_message: 'Hello there',
      message_limit: 0,
      relevance_cut: 0.45,
      updated_at: '2026-03-02T00:00:00.000Z',
    })
  })

  test('is gone after its deletion, and everything about it answers 404', async () => {
    const bot = await doors.createBot()
    expect((await doors.rest('DELETE', `/api/admin/bots/${bot.id}`)).status).toBe(204)
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PUT', '', { name: 'x' }],
      ['DELETE', '', undefined],
      ['POST', '/regenerate-key', undefined],
      ['GET', '/sources', undefined],
      ['GET', '/sightings', undefined],
      ['DELETE', '/sources/s', undefined],
    ] as const) {
      const answer = await doors.rest(method, `/api/admin/bots/${bot.id}${path}`, body)
      expect(answer.status, `${method} ${path}`).toBe(404)
    }
  })
})

describe('what may not be set', () => {
  test.each([
    ['id', 'id-2', 'ignored'],
    ['api_key', 'mine'],
    ['key_hash', 'mine'],
    ['key_sealed', 'mine'],
    ['message_count', -5],
    ['status', 'ready'],
    ['created_at', '2000-01-01T00:00:00.000Z'],
    ['avatar_file', '../../etc/passwd'],
    ['isAdmin', true],
    ['message_limit', -1],
    ['message_limit', null],
    ['message_limit', '5'],
    ['message_limit', 1.5],
    ['message_limit', 1_000_001],
    ['relevance_cut', 0.2],
    ['relevance_cut', 0.96],
    ['relevance_cut', 70],
    ['relevance_cut', '0.7'],
    ['relevance_cut', null],
    ['show_button_text', 'false'],
    ['accent_color', 'red;}</style><script>'],
    ['accent_color', '#fff'],
    ['position', 'top'],
    ['name', ''],
    ['name', 'x'.repeat(81)],
    ['name', ['Anna']],
    ['constructor', { prototype: { admin: 1 } }],
  ])('%s: %j', async (field, value, how = 'refused') => {
    const bot = await doors.createBot()
    const answer = await put(bot.id, { [field]: value })
    // The path says which bot; what the body says of it is not read.
    expect(answer.status).toBe(how === 'refused' ? 400 : 200)
    expect(await doors.getBot(bot.id)).toEqual(bot)
    if (how === 'refused') {
      const over = await doors.mutate('bots.update', { id: bot.id, [field]: value })
      expect(over.status).toBe(400)
      expect((await over.json()).error.data.app.fields).toHaveProperty([field], expect.stringMatching(/\.$/))
    }
  })

  test.each(['{"name":"x","__proto__":{"admin":1}}', '{"name":"x","message_limit":1e309}'])('%s', async (body) => {
    expect((await doors.rest('POST', '/api/admin/bots', body)).status).toBe(400)
    expect((await doors.mutate('bots.create', body)).status).toBe(400)
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false)
    expect(await doors.deps.store.bots.list()).toEqual([])
  })

  test('REST calls leave the schemas of tRPC as strict as they were', async () => {
    const bot = await doors.createBot()
    await put(bot.id, { show_button_text: true, message_limit: 5 })
    const loose = await doors.mutate('bots.update', { id: bot.id, show_button_text: 'false', message_limit: null })
    expect(loose.status).toBe(400)
  })

  test('every wrong field has its sentence', async () => {
    const answer = await doors.mutate('bots.create', {
      accent_color: 'blue',
      message_limit: 'many',
      relevance_cut: 1,
      colour: 'blue',
    })
    const { error } = await answer.json()
    expect(error.data.app.fields).toEqual({
      name: 'Bot name is missing.',
      accent_color: 'Accent color must be a hex color such as #0B6E4F.',
      message_limit: 'Monthly message limit must be a number.',
      relevance_cut: 'Relevance cut must be a number from 0.3 to 0.95.',
      colour: 'There is no field "colour".',
    })
    expect(error.message).toBe(Object.values(error.data.app.fields).join(' '))
  })
})
