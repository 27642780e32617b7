import type { BotRecord } from './bot-store.ts'
import type { NewChunk } from './knowledge-store.ts'
import type { Store } from './store.ts'

export const NOON = '2026-03-01T12:00:00.000Z'
export const LATER = '2026-03-01T12:05:00.000Z'
export const MARCH = '2026-03'

export const toKeyHash = (key: string): Uint8Array => Buffer.from(key.padEnd(32, '.'))

export function buildBot(id: string, changes: Partial<BotRecord> = {}): BotRecord {
  return {
    id,
    name: `Bot ${id}`,
    welcome_message: 'Hello',
    fallback_message: 'I do not know that.',
    accent_color: '#0B6E4F',
    position: 'bottom-right',
    show_button_text: true,
    button_text: 'Chat',
    avatar_file: null,
    key_sealed: Buffer.from(`sealed ${id}`),
    message_limit: 1000,
    budget_micro_usd: null,
    relevance_cut: 0.7,
    allowed_origins: [],
    created_at: NOON,
    updated_at: NOON,
    ...changes,
  }
}

export async function createBot(store: Store, id: string, changes: Partial<BotRecord> = {}): Promise<void> {
  await store.bots.create(buildBot(id, changes), toKeyHash(id))
}

export async function queueText(store: Store, botId: string, id: string): Promise<void> {
  await store.sources.queue({ id, bot_id: botId, type: 'text', content: `text of ${id}`, title: id }, NOON)
}

export function buildChunk(
  index: number,
  text: string,
  vectors: number[][] = [],
  headingPath: string[] = [],
  passages: Record<string, number[]> = {},
): NewChunk {
  return {
    index,
    heading_path: headingPath,
    text,
    vectors: vectors.map((vector) => Float32Array.from(vector)),
    passages: Object.entries(passages).map(([text, vector]) => ({ text, vector: Float32Array.from(vector) })),
  }
}

/** Queues a text source and trains it on these chunks; the embedder is `test` where there are vectors. */
export async function train(store: Store, botId: string, id: string, chunks: NewChunk[], title = id): Promise<void> {
  if ((await store.sources.find(id)) === undefined) await queueText(store, botId, id)
  const embedder = chunks.some((chunk) => chunk.vectors.length > 0) ? 'test' : null
  await store.knowledge.replace(id, { title, text: `text of ${id}`, words: 10, embedder, detail: null, chunks }, LATER)
}

export function buildMessage(botId: string, sessionId: string, id: string, month = MARCH) {
  return {
    bot_id: botId,
    session_id: sessionId,
    conversation_id: `conversation of ${id}`,
    message_id: id,
    content: `question ${id}`,
    month,
  }
}
