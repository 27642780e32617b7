import { once } from 'node:events'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { z } from 'zod'
import type { ChatEvent } from '#shared/chat.ts'
import { hashKey } from '#server/bots/key.ts'
import { createModelWriter } from '#server/chat/model-writer.ts'
import { createQuoteWriter } from '#server/chat/quote-writer.ts'
import { parseConfig } from '#server/config.ts'
import { CANNOT_ANSWER } from '#server/errors.ts'
import { createMetrics } from '#server/metrics.ts'
import { createCircuit } from '#server/models/circuit.ts'
import { guardChatModel, guardEmbedder } from '#server/models/guarded.ts'
import type { Embedder } from '#server/models/models.ts'
import { createOpenAiChatModel, createOpenAiEmbedder } from '#server/models/openai.ts'
import { findPrices } from '#server/models/prices.ts'
import type { Store } from '#server/store/store.ts'
import { embedWords, type FakeOpenAi, startFakeOpenAi } from './fake-openai.ts'
import { openTestStore } from './open-test-store.ts'
import { chatRoutes } from '#server/http/chat.ts'
import { createStreams } from '#server/http/streams.ts'

export const NOW = new Date('2026-11-22T12:00:00.000Z')
export const MONTH = '2026-11'
export const KEY = '11111111-2222-4333-8444-555555555555'
export const FALLBACK = 'Please call us, I cannot answer that.'
export const HOURS = 'The bakery opens at seven in the morning. It closes at six in the evening.'
export const DELIVERY = 'Delivery is free within the city. Elsewhere delivery costs 4 euros.'

export const localEmbedder: Embedder = {
  id: 'local:test:256',
  maxTokens: 256,
  countTokens: (text) => text.split(/\s+/).length,
  embed: async (texts) => texts.map((text) => Float32Array.from(embedWords(text))),
}

export let store: Store
let closeStore: () => Promise<void>
export let fake: FakeOpenAi
export const closing: (() => Promise<unknown>)[] = []

/** Call it at the top of a test file: each test then has its own store and fake model, or all of the file have one. */
export function useChatDoor(whose: 'each' | 'all' = 'each'): void {
  const [before, after] = whose === 'each' ? [beforeEach, afterEach] : [beforeAll, afterAll]
  before(async () => {
    ;({ store, close: closeStore } = await openTestStore())
    fake = await startFakeOpenAi()
  })
  after(async () => {
    for (const close of closing.splice(0)) await close()
    await fake.close()
    await closeStore()
  })
}

/** As if the database had gone; nothing is left to close. */
export async function breakStore(): Promise<void> {
  await closeStore()
  closeStore = async () => {}
}

/** The door on a real store; `engine` chooses who answers. */
export function openDoor(
  engine: 'local' | 'openai' = 'local',
  environment: Record<string, string> = {},
  times?: Times,
  { silenceMs = 2000 } = {},
) {
  const config = parseConfig({
    OPENAI_API_KEY: 'sk-very-secret-key',
    OPENAI_BASE_URL: fake.baseUrl,
    CHAT_PER_IP: '1000',
    ...environment,
  })
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  if (!config.openai) throw new Error('The key is set above.')
  let elapsedMs = 0
  const circuit = { log, now: () => NOW, elapsedMs: () => elapsedMs }
  const circuits = { answers: createCircuit({ ...circuit, refusal: CANNOT_ANSWER }), search: createCircuit(circuit) }
  const embedder =
    engine === 'local' ? localEmbedder : guardEmbedder(createOpenAiEmbedder(config.openai, log), circuits.search)
  const model = guardChatModel(createOpenAiChatModel(config.openai, log, { silenceMs }), circuits.answers)
  const writer = engine === 'local' ? createQuoteWriter() : createModelWriter(model)
  const streams = createStreams(config.limits)
  const metrics = createMetrics()
  const prices = findPrices(engine === 'local' ? { ...config, openai: undefined } : config)
  const deps = {
    config,
    log,
    metrics,
    store,
    prices,
    embedder,
    writer,
    now: () => NOW,
    newId: () => crypto.randomUUID(),
  }
  const app = new Hono().route('/', chatRoutes(deps, streams, times))
  const passTime = (milliseconds: number) => void (elapsedMs += milliseconds)
  return { app, deps, embedder, streams, lines, circuits, passTime }
}
export type Times = Exclude<Parameters<typeof chatRoutes>[2], undefined>
export type Door = ReturnType<typeof openDoor>

export async function addBot(
  embedder: Embedder,
  {
    id = 'bot-1',
    key = KEY,
    limit = 100,
    budget = null,
    cut = 0.7,
    texts = [HOURS, DELIVERY],
    origins = new Array<string>(),
  }: {
    id?: string
    key?: string
    limit?: number
    budget?: number | null
    cut?: number
    texts?: string[]
    origins?: string[]
  } = {},
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
      budget_micro_usd: budget,
      relevance_cut: cut,
      allowed_origins: origins,
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
    passages: [],
  }))
  const trained = { title: 'Bakery', text: '', words: 20, embedder: embedder.id, detail: null, chunks }
  await store.knowledge.replace(`${id}-source`, trained, now)
}

export const toBody = (message: string, changes: Record<string, unknown> = {}) => ({
  bot_id: 'bot-1',
  api_key: KEY,
  session_id: 'session-12345678',
  message,
  ...changes,
})
export const toRequest = (body: unknown, headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
export const parseEvents = (body: string): ChatEvent[] =>
  body.split('\n\n').flatMap((block): ChatEvent[] => (block.startsWith('data: ') ? [JSON.parse(block.slice(6))] : []))
export const toText = (events: ChatEvent[]): string =>
  events.map((event) => (event.type === 'token' ? event.content : '')).join('')

export async function ask({ app }: Pick<Door, 'app'>, message: string, changes: Record<string, unknown> = {}) {
  const response = await app.request('/api/chat', toRequest(toBody(message, changes)))
  const body = await response.text()
  const events = parseEvents(body)
  return { response, body, events, text: toText(events), last: events.at(-1) }
}
export const promptSchema = z.object({ messages: z.array(z.object({ role: z.string(), content: z.string() })) })
/** The messages of every chat completion that was asked for. */
export const listPrompts = () =>
  fake.requests.filter(({ kind }) => kind === 'chat').map(({ body }) => promptSchema.parse(JSON.parse(body)).messages)
export const findUsage = async (botId = 'bot-1') => (await store.usage.list(MONTH)).get(botId)
export const countMessages = async (botId = 'bot-1') => (await store.usage.countMessages(MONTH)).get(botId) ?? 0

/** Listens for real: a socket can be cut, app.request() cannot. */
export async function listen({ app }: Door): Promise<number> {
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
