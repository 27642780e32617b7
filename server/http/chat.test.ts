import { once } from 'node:events'
import { connect } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { ChatEvent } from '#shared/chat.ts'
import { hashKey } from '#server/bots/key.ts'
import { createModelWriter } from '#server/chat/model-writer.ts'
import { createQuoteWriter } from '#server/chat/quote-writer.ts'
import { parseConfig } from '#server/config.ts'
import type { Embedder } from '#server/models/models.ts'
import { createOpenAiChatModel, createOpenAiEmbedder } from '#server/models/openai.ts'
import type { Store } from '#server/store/store.ts'
import { embedWords, type FakeOpenAi, type FakeStep, startFakeOpenAi } from '#server/testing/fake-openai.ts'
import { openTestStore } from '#server/testing/open-test-store.ts'
import { chatRoutes } from './chat.ts'
import { createStreams } from './limits.ts'

const NOW = new Date('2026-11-22T12:00:00.000Z')
const MONTH = '2026-11'
const KEY = '11111111-2222-4333-8444-555555555555'
const FALLBACK = 'Please call us, I cannot answer that.'
const HOURS = 'The bakery opens at seven in the morning. It closes at six in the evening.'
const DELIVERY = 'Delivery is free within the city. Elsewhere delivery costs 4 euros.'

const localEmbedder: Embedder = {
  id: 'local:test:256',
  maxTokens: 256,
  countTokens: (text) => text.split(/\s+/).length,
  embed: async (texts) => texts.map((text) => Float32Array.from(embedWords(text))),
}

let store: Store
let closeStore: () => Promise<void>
let fake: FakeOpenAi
const closing: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  ;({ store, close: closeStore } = await openTestStore())
  fake = await startFakeOpenAi()
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await fake.close()
  await closeStore()
})

/** The door on a real store; `engine` chooses who answers. */
function openDoor(engine: 'local' | 'openai' = 'local', environment: Record<string, string> = {}, times?: Times) {
  const config = parseConfig({
    OPENAI_API_KEY: 'sk-very-secret-key',
    OPENAI_BASE_URL: fake.baseUrl,
    CHAT_PER_IP: '1000',
    ...environment,
  })
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  if (!config.openai) throw new Error('The key is set above.')
  const embedder = engine === 'local' ? localEmbedder : createOpenAiEmbedder(config.openai, log)
  const writer =
    engine === 'local'
      ? createQuoteWriter(embedder)
      : createModelWriter(createOpenAiChatModel(config.openai, log, { silenceMs: 2000 }))
  const streams = createStreams(config.limits)
  const deps = { config, log, store, embedder, writer, now: () => NOW, newId: () => crypto.randomUUID() }
  const app = new Hono().route('/', chatRoutes(deps, streams, times))
  return { app, embedder, streams, lines }
}
type Times = { heartbeatMs: number; stallMs: number }
type Door = ReturnType<typeof openDoor>

async function addBot(
  embedder: Embedder,
  { id = 'bot-1', key = KEY, limit = 100, cut = 0.7, texts = [HOURS, DELIVERY] } = {},
) {
  const now = NOW.toISOString()
  await store.bots.create(
    {
      id,
      name: 'Baker Bot',
      welcome_message: 'Hello',
      fallback_message: FALLBACK,
      accent_color: '#000000',
      position: 'bottom-right',
      show_button_text: false,
      button_text: 'Chat',
      avatar_file: null,
      key_sealed: new Uint8Array([1]),
      message_limit: limit,
      relevance_cut: cut,
      created_at: now,
      updated_at: now,
    },
    hashKey(key),
  )
  await store.sources.queue(
    { id: `${id}-source`, bot_id: id, type: 'url', content: 'https://bakery.example/', title: 'Bakery' },
    now,
  )
  const vectors = await embedder.embed(texts, new AbortController().signal)
  const chunks = texts.map((text, index) => ({
    index,
    heading_path: [],
    text,
    vectors: vectors.slice(index, index + 1),
  }))
  const trained = { title: 'Bakery', words: 20, embedder: embedder.id, detail: null, chunks }
  await store.knowledge.replace(`${id}-source`, trained, now)
}

const toBody = (message: string, changes: Record<string, unknown> = {}) => ({
  bot_id: 'bot-1',
  api_key: KEY,
  session_id: 'session-12345678',
  message,
  ...changes,
})
const toRequest = (body: unknown, headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
const parseEvents = (body: string): ChatEvent[] =>
  body.split('\n\n').flatMap((block): ChatEvent[] => (block.startsWith('data: ') ? [JSON.parse(block.slice(6))] : []))
const toText = (events: ChatEvent[]): string =>
  events.map((event) => (event.type === 'token' ? event.content : '')).join('')

async function ask({ app }: Pick<Door, 'app'>, message: string, changes: Record<string, unknown> = {}) {
  const response = await app.request('/api/chat', toRequest(toBody(message, changes)))
  const body = await response.text()
  const events = parseEvents(body)
  return { response, body, events, text: toText(events), last: events.at(-1) }
}
const promptSchema = z.object({ messages: z.array(z.object({ role: z.string(), content: z.string() })) })
/** The messages of every chat completion that was asked for. */
const listPrompts = () =>
  fake.requests.filter(({ kind }) => kind === 'chat').map(({ body }) => promptSchema.parse(JSON.parse(body)).messages)
const countMessages = async (botId = 'bot-1') => (await store.usage.countMessages(MONTH)).get(botId) ?? 0

/** Listens for real: a socket can be cut, app.request() cannot. */
async function listen({ app }: Door): Promise<number> {
  const server = createAdaptorServer({ fetch: app.fetch })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  closing.push(async () => {
    if ('closeAllConnections' in server) server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port.')
  return address.port
}

describe('an answer', () => {
  test('quotes the knowledge with its source on the local engine', async () => {
    const door = openDoor()
    await addBot(door.embedder)
    const { response, text, last } = await ask(door, 'When does the bakery open?')
    expect(response.status).toBe(200)
    expect(text).toContain('The bakery opens at seven in the morning.')
    expect(last).toMatchObject({
      type: 'done',
      answered: true,
      sources: [
        {
          title: 'Bakery',
          url: 'https://bakery.example/#:~:text=The%20bakery%20opens%20at%20seven%20in%20the%20morning.',
          excerpt: 'The bakery opens at seven in the morning.',
        },
      ],
    })
    expect(fake.requests).toEqual([])
  })

  test('streams the model and keeps what it was made from', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    const { events, text, last } = await ask(door, 'Is delivery free in the city?')
    expect(events.filter(({ type }) => type === 'token').length).toBeGreaterThan(3)
    expect(text).toBe('Delivery is free within the city.')
    expect(last).toMatchObject({ type: 'done', answered: true })
    const kept = await store.conversations.findMessage(last?.type === 'done' ? last.message_id : '')
    expect(kept).toMatchObject({ role: 'assistant', content: text, status: 'complete', answered: true })
    expect(kept?.sources[0]).toMatchObject({ text: DELIVERY, used: true })
    expect(kept?.sources[0]?.relevance).toBeGreaterThan(0.7)
  })

  test('has the headers of a stream that nothing may hold back', async () => {
    const door = openDoor()
    await addBot(door.embedder)
    const { response, body } = await ask(door, 'When does the bakery open?')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'access-control-allow-origin': '*',
    })
    expect(response.headers.has('content-encoding')).toBe(false)
    expect(body).toMatch(/^(data: \{.*\}\n\n)+$/)
  })

  test('refuses what the knowledge does not hold, without asking the model', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    const { text, last } = await ask(door, 'Who won the football cup?')
    expect(text).toBe(FALLBACK)
    expect(last).toMatchObject({ type: 'done', answered: false, sources: [] })
    expect(fake.count('chat')).toBe(0)
    expect(await countMessages()).toBe(1)
  })

  test.each([
    [0.8, false, FALLBACK],
    [0.7, true, 'It closes at six in the evening.'],
  ])('draws the line at the bot’s own cut: %d', async (cut, answered, said) => {
    const door = openDoor()
    await addBot(door.embedder, { cut })
    const { text, last } = await ask(door, 'Does the bakery sell bread in the evening?')
    expect(last).toMatchObject({ type: 'done', answered })
    expect(text).toContain(said)
    const kept = await store.conversations.findMessage(last?.type === 'done' ? last.message_id : '')
    const relevance = kept?.sources[0]?.relevance
    expect(relevance).toBeGreaterThan(0.7)
    expect(relevance).toBeLessThan(0.8)
  })

  test.each([`"${FALLBACK}"`, `I'm sorry, ${FALLBACK}`, 'Please call us, I can not answer this.'])(
    'sees that the model refused before the visitor does: %s',
    async (reply) => {
      const door = openDoor('openai')
      await addBot(door.embedder)
      fake.script('chat', { reply })
      const { text, last } = await ask(door, 'Is delivery free in the city?')
      expect(text).toBe(FALLBACK)
      expect(last).toMatchObject({ type: 'done', answered: false, sources: [] })
    },
  )

  test.each(['Hello!', 'Hi Baker Bot', 'Danke schön', 'Au revoir'])('replies to "%s" by itself', async (message) => {
    const door = openDoor('openai')
    await addBot(localEmbedder)
    const { text, last } = await ask(door, message)
    expect(text).not.toBe(FALLBACK)
    expect(last).toMatchObject({ type: 'done', answered: true, sources: [] })
    expect(fake.requests).toEqual([])
  })

  test('understands a follow-up', async () => {
    const door = openDoor()
    await addBot(door.embedder)
    await ask(door, 'When does the bakery open?')
    const { text } = await ask(door, 'And when does it close?')
    expect(text).toContain('It closes at six in the evening.')
  })

  test('goes on by words alone when nothing can be embedded', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    fake.script('embeddings', { status: 401 })
    const { text, last } = await ask(door, 'Is delivery free in the city?')
    expect(text).toBe('Delivery is free within the city.')
    expect(last).toMatchObject({ type: 'done', answered: true })
  })

  test('shows no bot the knowledge of another', async () => {
    const door = openDoor()
    await addBot(door.embedder)
    await addBot(door.embedder, { id: 'bot-2', key: 'other-key', texts: ['The garage repairs cars.'] })
    const { text, last } = await ask(door, 'When does the bakery open?', { bot_id: 'bot-2', api_key: 'other-key' })
    expect(text).toBe(FALLBACK)
    expect(last).toMatchObject({ answered: false, sources: [] })
  })

  test('tells the model what was said before, from the server’s own memory', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    const conversation_history = [{ role: 'assistant', content: 'Something the page made up.' }]
    await ask(door, 'Is delivery free in the city?', { conversation_history })
    await ask(door, 'What does delivery cost elsewhere?', { conversation_history })
    const [first, second] = listPrompts()
    expect(first?.slice(1)).toEqual([
      ...conversation_history,
      { role: 'user', content: 'Is delivery free in the city?' },
    ])
    expect(second?.slice(1)).toEqual([
      { role: 'user', content: 'Is delivery free in the city?' },
      { role: 'assistant', content: 'Delivery is free within the city.' },
      { role: 'user', content: 'What does delivery cost elsewhere?' },
    ])
  })

  test('shares no history between bots with the same session', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    await addBot(door.embedder, { id: 'bot-2', key: 'other-key' })
    await ask(door, 'Is delivery free in the city?')
    await ask(door, 'When does the bakery open?', { bot_id: 'bot-2', api_key: 'other-key' })
    expect(listPrompts().at(-1)).toHaveLength(2)
  })

  test('names what the model cited and shows no marker', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder, { cut: 0 })
    fake.script('chat', { reply: 'Free [2], says the list [17].' })
    const { text, last } = await ask(door, 'Is delivery free in the city?')
    expect(text).toBe('Free, says the list.')
    const kept = await store.conversations.findMessage(last?.type === 'done' ? last.message_id : '')
    expect(kept?.sources.map(({ used }) => used)).toEqual([false, true])
  })

  test('stays one event whatever the model writes', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    const reply = 'a\n\nevent: error\ndata: {"type":"done"}\r\r\u2028id: 7\n\n: b'
    fake.script('chat', { reply })
    const { body, text, events } = await ask(door, 'Is delivery free in the city?')
    expect(text).toBe(reply)
    expect(events.filter(({ type }) => type === 'done')).toHaveLength(1)
    expect(body.split(/\r\n|\r|\n/).every((line) => line === '' || line.startsWith('data: {"type":"'))).toBe(true)
  })
})

const errorSchema = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) })

describe('a request that is refused', () => {
  const refused = async (door: Door, init: RequestInit) => {
    const response = await door.app.request('/api/chat', init)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.has('access-control-allow-credentials')).toBe(false)
    const body = errorSchema.parse(await response.json())
    expect(JSON.stringify(body)).not.toMatch(/stack|zod|invalid_type|\bat \//i)
    expect(body.error.message).toMatch(/^\w.* .*\.$/)
    expect(fake.requests).toEqual([])
    return { response, ...body.error }
  }

  test.each<[string, unknown, number, string]>([
    ['no JSON', '{"message":', 400, 'bad_input'],
    ['an empty body', '', 400, 'bad_input'],
    ['null', null, 400, 'bad_input'],
    ['a list', [], 400, 'bad_input'],
    ['nothing in it', {}, 400, 'bad_input'],
    ['an empty message', toBody('   '), 400, 'bad_input'],
    ['a long message', toBody('x'.repeat(4001)), 400, 'bad_input'],
    ['a short session', toBody('Hi', { session_id: 'abc' }), 400, 'bad_input'],
    ['a session of another type', toBody('Hi', { session_id: ['a'] }), 400, 'bad_input'],
    ['a system message', toBody('Hi', { conversation_history: [{ role: 'system', content: 'x' }] }), 400, 'bad_input'],
    ['a wrong key', toBody('Hi', { api_key: 'wrong' }), 401, 'unauthorized'],
    ['a wrong bot', toBody('Hi', { bot_id: 'wrong' }), 401, 'unauthorized'],
    [
      'too much',
      toBody('Hi', { conversation_history: [{ role: 'user', content: 'x'.repeat(70_000) }] }),
      413,
      'too_large',
    ],
  ])('for %s', async (_name, body, status, code) => {
    const door = openDoor('openai')
    await addBot(localEmbedder)
    const result = await refused(door, toRequest(body))
    expect({ status: result.response.status, code: result.code }).toEqual({ status, code })
    expect(await countMessages()).toBe(0)
  })

  test('alike for a wrong key and a wrong bot', async () => {
    const door = openDoor()
    await addBot(localEmbedder)
    const wrongKey = await refused(door, toRequest(toBody('Hi', { api_key: 'wrong' })))
    const wrongBot = await refused(door, toRequest(toBody('Hi', { bot_id: 'wrong' })))
    expect(wrongKey.message).toBe(wrongBot.message)
  })

  test.each([
    'model',
    'system',
    'systemPrompt',
    'temperature',
    'max_tokens',
    'overrideConfig',
    'role',
    'messages',
    'botConfig',
    'limit',
    'userId',
    '__proto__',
    'constructor',
  ])('for the unknown field %s', async (field) => {
    const door = openDoor('openai')
    await addBot(localEmbedder)
    const body = JSON.stringify(toBody('When does the bakery open?')).replace('{', `{"${field}":{"injected":1},`)
    const { response, message } = await refused(door, toRequest(body))
    expect(response.status).toBe(400)
    expect(message).toContain(field)
  })

  test('for a type that needs no preflight', async () => {
    const door = openDoor()
    const { response, code } = await refused(door, toRequest(toBody('Hi'), { 'Content-Type': 'text/plain' }))
    expect({ status: response.status, code }).toEqual({ status: 415, code: 'unsupported_type' })
  })

  test('for a large body without a length', async () => {
    const port = await listen(openDoor())
    const socket = connect(port, '127.0.0.1')
    const piece = `${(8192).toString(16)}\r\n${'x'.repeat(8192)}\r\n`
    socket.write(
      `POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${piece.repeat(9)}`,
    )
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toContain('HTTP/1.1 413')
    socket.destroy()
  })

  test('for a body that breaks off, without a line in the error log', async () => {
    const door = openDoor()
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('aborted')) })
    const headers = { 'Content-Type': 'application/json' }
    const { response } = await refused(door, { method: 'POST', headers, body, duplex: 'half' })
    expect(response.status).toBe(400)
    expect(door.lines).toEqual([])
  })

  test('for more messages than a session may send', async () => {
    const door = openDoor('local', { CHAT_PER_SESSION: '2' })
    await addBot(door.embedder)
    await ask(door, 'Hello')
    await ask(door, 'Hello')
    const { response, code } = await refused(door, toRequest(toBody('Hello')))
    expect({ status: response.status, code }).toEqual({ status: 429, code: 'too_many_messages' })
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ask(door, 'Hello', { session_id: 'another-session' })).response.status).toBe(200)
  })

  test('for more messages than an address may send, whatever its session', async () => {
    const door = openDoor('local', { CHAT_PER_IP: '2' })
    await addBot(door.embedder)
    for (const session_id of ['session-a', 'session-b']) await ask(door, 'Hello', { session_id })
    const init = toRequest(toBody('Hello', { session_id: 'session-c' }), { 'X-Forwarded-For': '9.9.9.9' })
    const { response, code } = await refused(door, init)
    expect({ status: response.status, code }).toEqual({ status: 429, code: 'too_many_messages' })
  })

  test('past the month’s limit', async () => {
    const door = openDoor()
    await addBot(door.embedder, { limit: 1 })
    await ask(door, 'Hello')
    const { response, code, message } = await refused(door, toRequest(toBody('Hello')))
    expect({ status: response.status, code, message }).toEqual({
      status: 429,
      code: 'monthly_limit',
      message: 'Monthly limit reached. Please contact the website owner.',
    })
  })

  test('while the server is stopping', async () => {
    const door = openDoor()
    await addBot(door.embedder)
    await door.streams.drain(1000)
    const { response, code } = await refused(door, toRequest(toBody('Hello')))
    expect({ status: response.status, code }).toEqual({ status: 503, code: 'overloaded' })
    expect(await countMessages()).toBe(0)
  })

  test('when the disk fails, with no word about it', async () => {
    const door = openDoor()
    await addBot(door.embedder)
    await closeStore()
    const { response, message } = await refused(door, toRequest(toBody('Hello')))
    expect(response.status).toBeGreaterThanOrEqual(500)
    expect(message).toBe('I cannot answer right now. Please try again in a moment.')
    ;({ store, close: closeStore } = await openTestStore())
  })
})

test('a preflight is good for a day', async () => {
  const response = await openDoor().app.request('/api/chat', {
    method: 'OPTIONS',
    headers: { Origin: 'https://shop.example', 'Access-Control-Request-Method': 'POST' },
  })
  expect(response.status).toBe(204)
  expect(response.headers.get('access-control-max-age')).toBe('86400')
  expect(response.headers.get('access-control-allow-headers')).toContain('Content-Type')
  expect(response.headers.has('access-control-allow-credentials')).toBe(false)
})

describe('the month’s limit', () => {
  test('is exact: of forty at once with ten left, ten are answered', async () => {
    const door = openDoor('openai', { CHAT_PER_SESSION: '1000', STREAMS_PER_IP: '100' })
    await addBot(door.embedder, { limit: 10 })
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(door, 'Is delivery free in the city?')))
    const statuses = answers.map(({ response }) => response.status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(30)
    expect(fake.count('chat')).toBe(10)
    expect(await countMessages()).toBe(10)
  })

  test.each<[string, FakeStep[]]>([
    ['fails three times', [{ status: 500 }, { status: 500 }, { status: 500 }]],
    ['refuses the key', [{ status: 401 }]],
    ['says nothing', [{ raw: 'data: [DONE]\n\n' }]],
    ['sends a web page', [{ raw: '<html>Gateway sk-very-secret-key</html>', contentType: 'text/html' }]],
  ])('gives the message back when the model %s', async (_name, steps) => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    fake.script('chat', ...steps)
    const { response, body, last } = await ask(door, 'Is delivery free in the city?')
    expect(response.status).toBe(200)
    expect(last).toEqual({
      type: 'error',
      code: 'upstream',
      message: 'I cannot answer right now. Please try again in a moment.',
    })
    expect(body).not.toMatch(/OPENAI|secret|Gateway|own words/)
    expect(await countMessages()).toBe(0)
    const errors = door.lines.filter((line) => line.includes('"level":50'))
    expect(errors).toHaveLength(1)
    expect(errors.join()).not.toMatch(/secret-key|delivery|own words/)
  })
})

describe('an answer that is cut off', () => {
  test('ends with an error and is kept as partial', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    fake.script('chat', { cutAfterTokens: 3 })
    const { text, last } = await ask(door, 'Is delivery free in the city?')
    expect(text).toBe('Delivery is free')
    expect(last).toMatchObject({ type: 'error', code: 'upstream' })
    expect(await countMessages()).toBe(1)
    await ask(door, 'What does delivery cost elsewhere?')
    expect(listPrompts().at(-1)?.[2]).toEqual({ role: 'assistant', content: 'Delivery is free' })
  })

  test('by the visitor stops the model', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    const port = await listen(door)
    fake.script('chat', { hangAfterTokens: 2 })
    const aborted = fake.nextAbort()
    const leaving = new AbortController()
    const response = await fetch(`http://127.0.0.1:${port}/api/chat`, {
      ...toRequest(toBody('Is delivery free in the city?')),
      signal: leaving.signal,
    })
    await response.body?.getReader().read()
    leaving.abort()
    expect(await aborted).toMatchObject({ kind: 'chat', aborted: true })
    await door.streams.drain(1000)
    expect(await countMessages()).toBe(1)
    expect(door.lines.filter((line) => line.includes('"level":50'))).toEqual([])
  })

  test('by the visitor before the first word stays counted, since the model was asked', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    const port = await listen(door)
    fake.script('chat', { hang: true })
    const asked = fake.nextRequest('chat')
    const aborted = fake.nextAbort()
    const leaving = new AbortController()
    const init = toRequest(toBody('Is delivery free in the city?'))
    await fetch(`http://127.0.0.1:${port}/api/chat`, { ...init, signal: leaving.signal })
    await asked
    leaving.abort()
    await aborted
    await door.streams.drain(1000)
    expect(await countMessages()).toBe(1)
  })

  test('by a restart before the first word is given back', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    fake.script('chat', { hang: true })
    const asked = fake.nextRequest('chat')
    const response = await door.app.request('/api/chat', toRequest(toBody('Is delivery free in the city?')))
    const body = response.text()
    await asked
    await door.streams.drain(0)
    expect(parseEvents(await body)).toMatchObject([{ type: 'error', code: 'overloaded' }])
    expect(await countMessages()).toBe(0)
  })

  test('by a restart says so', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    fake.script('chat', { hangAfterTokens: 2 })
    const response = await door.app.request('/api/chat', toRequest(toBody('Is delivery free in the city?')))
    const body = response.text()
    await fake.nextRequest('chat')
    await door.streams.drain(100)
    expect(parseEvents(await body).at(-1)).toMatchObject({ type: 'error', code: 'overloaded' })
  })

  test('by a reader who takes nothing frees its place', async () => {
    const door = openDoor('openai', {}, { heartbeatMs: 60_000, stallMs: 50 })
    await addBot(door.embedder)
    fake.script('chat', { reply: 'word '.repeat(50) })
    const response = await door.app.request('/api/chat', toRequest(toBody('Is delivery free in the city?')))
    expect(response.status).toBe(200)
    await door.streams.drain(60_000)
    expect(await countMessages()).toBe(1)
  })
})

test('a comment keeps a silent stream open', async () => {
  const door = openDoor('openai', {}, { heartbeatMs: 10, stallMs: 60_000 })
  await addBot(door.embedder)
  fake.script('chat', { hang: true })
  const response = await door.app.request('/api/chat', toRequest(toBody('Is delivery free in the city?')))
  const reader = response.body?.getReader()
  const piece = await reader?.read()
  expect(new TextDecoder().decode(piece?.value)).toBe(': waiting\n\n')
  await reader?.cancel()
})
