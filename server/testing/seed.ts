import { pino } from 'pino'
import { hashKey } from '#server/bots/key.ts'
import { openSecret } from '#server/bots/open-secret.ts'
import { createVault } from '#server/bots/vault.ts'
import { parseConfig } from '#server/config.ts'
import { LOCAL_EMBEDDER_ID } from '#server/models/local.ts'
import { buildBot } from '#server/store/contract-fixtures.ts'
import { openSqliteStore } from '#server/store/sqlite/open.ts'
import type { NewChunk } from '#server/store/knowledge-store.ts'
import type { Store } from '#server/store/store.ts'
import { seedConversations } from './seed-conversations.ts'
import { createDice, type Dice, toUuid } from './seed-dice.ts'
import { PHRASES, SHOP_NAMES } from './seed-texts.ts'

export type SeedCounts = { bots: number; sources: number; messages: number }
export type SeededBot = { id: string; name: string; key: string }

const DAY_MS = 24 * 60 * 60 * 1000
const CHUNKS_A_SOURCE = 10
const DIMENSIONS = 384

/**
 * Fills a new database, and the secret.key beside it, with a business of a year until `now`: the first bot has the most to do,
 * the last one knows and was asked nothing. The same counts make the same texts.
 */
export async function seedDatabase(
  path: string,
  counts: SeedCounts = { bots: 30, sources: 200, messages: 100_000 },
  now = new Date(),
): Promise<SeededBot[]> {
  const config = parseConfig({ DATABASE_URL: `sqlite:${path}` })
  const vault = createVault(await openSecret({ config, log: pino({ enabled: false }), databaseExists: false }))
  const bots = Array.from({ length: counts.bots }, (_, i) => ({
    id: toUuid(`bot ${i}`),
    name: `${SHOP_NAMES[i % SHOP_NAMES.length]}${i < SHOP_NAMES.length ? '' : ` ${Math.ceil((i + 1) / SHOP_NAMES.length)}`}`,
    key: toUuid(`key ${i}`),
  }))
  const asked = bots.slice(0, Math.max(1, bots.length - 1))
  const made = new Date(now.getTime() - 400 * DAY_MS).toISOString()

  const store = await openSqliteStore(path)
  for (const { id, name, key } of bots) {
    const bot = buildBot(id, { name, key_sealed: vault.seal(id, key), created_at: made, updated_at: made })
    await store.bots.create(bot, hashKey(key))
  }
  const dice = createDice(1)
  for (let i = 0; i < counts.sources; i++) {
    const bot = asked[i % asked.length]
    if (bot) await seedSource(store, dice, bot.id, i, made)
  }
  await store.close()
  seedConversations(
    path,
    asked.map(({ id }) => id),
    counts.messages,
    now,
  )
  return bots
}

async function seedSource(store: Store, dice: Dice, botId: string, i: number, made: string): Promise<void> {
  const id = toUuid(`source ${i}`)
  const phrases = dice.pick(Object.values(PHRASES))
  const say = () => dice.pick(phrases.answers).replaceAll('{thing}', dice.pick(phrases.things))
  const title = dice.pick(phrases.questions).replaceAll('{thing}', dice.pick(phrases.things))
  const chunks = Array.from({ length: CHUNKS_A_SOURCE }, (_, index): NewChunk => {
    const passages = Array.from({ length: 2 }, () => ({ text: say(), vector: toVector(dice) }))
    const text = [...passages.map((passage) => passage.text), ...Array.from({ length: 8 }, say)].join(' ')
    return { index, heading_path: [title], text, vectors: [toVector(dice)], passages }
  })
  const text = chunks.map((chunk) => chunk.text).join('\n\n')
  const words = text.split(/\s+/).length
  const isPage = i % 3 > 0
  const content = isPage ? `https://shop-${i}.example/help` : text
  await store.sources.queue({ id, bot_id: botId, type: isPage ? 'url' : 'text', content, title }, made)
  await store.knowledge.replace(id, { title, text, words, embedder: LOCAL_EMBEDDER_ID, detail: null, chunks }, made)
}

function toVector(dice: Dice): Float32Array {
  const vector = Float32Array.from({ length: DIMENSIONS }, () => dice.roll() - 0.5)
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}
