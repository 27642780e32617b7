import { join } from 'node:path'
import { type Bot } from '#shared/bot.ts'
import { type AdminClient, setUpAdmin } from '#server/testing/admin-client.ts'
import { embedWords, type FakeOpenAi, startFakeOpenAi } from '#server/testing/fake-openai.ts'
import { seedDatabase } from '#server/testing/seed.ts'
import { type RunningFrontdesk, startFrontdesk } from '#server/testing/start-frontdesk.ts'
import { openDatabase, openSqliteStore } from '#server/store/sqlite/open.ts'
import { HOURS, shopEnvironment } from './shop.ts'
import { watched } from './watch.ts'

export const DIMENSIONS = 1536
const EMBEDDER = `openai:text-embedding-3-small:${DIMENSIONS}`
const CHUNKS_A_SOURCE = 100
const WORDS =
  'bread rolls cake delivery parking refund voucher birthday seats terrace allergy flour rye oven order pickup invoice card cash student'.split(
    ' ',
  )

export type BusyShop = {
  frontdesk: RunningFrontdesk
  model: FakeOpenAi
  owner: AdminClient
  /** The one that knows most comes first. */
  bots: Bot[]
  close(): Promise<void>
}

/** The product on a year of conversations and a bot that knows a great deal, each chunk with a vector as long as OpenAI's. */
export async function openBusyShop(
  folder: string,
  { chunks, messages }: { chunks: number; messages: number },
): Promise<BusyShop> {
  const path = join(folder, 'data', 'frontdesk.db')
  const seeded = await seedDatabase(path, { bots: 4, sources: 4, messages })
  await teach(path, seeded[0]?.id ?? '', chunks)
  refuse(path, seeded[1]?.id ?? '')
  const model = await startFakeOpenAi({ dimensions: DIMENSIONS })
  const frontdesk = await startFrontdesk(
    { ...shopEnvironment(model), ALLOW_PRIVATE_URLS: 'true', ...watched(folder) },
    folder,
  )
  const owner = await setUpAdmin(frontdesk.url, frontdesk.setupUrl)
  const unlimited = { message_limit: 1_000_000 }
  const bots = await Promise.all(seeded.map(({ id }) => owner.demand<Bot>('PUT', `/api/admin/bots/${id}`, unlimited)))
  return {
    frontdesk,
    model,
    owner,
    bots,
    async close() {
      await frontdesk.stop('SIGKILL')
      await model.close()
    },
  }
}

async function teach(path: string, botId: string, count: number): Promise<void> {
  const store = await openSqliteStore(path)
  const now = new Date().toISOString()
  for (let first = 0; first < count; first += CHUNKS_A_SOURCE) {
    const id = `big-${first}`
    const title = `Page ${first}`
    const chunks = Array.from({ length: Math.min(CHUNKS_A_SOURCE, count - first) }, (_, index) => {
      const text = first + index === 0 ? HOURS : buildText(first + index)
      return { index, heading_path: [], text, vectors: [Float32Array.from(embedWords(text, DIMENSIONS))], passages: [] }
    })
    await store.sources.queue({ id, bot_id: botId, type: 'text', content: title, title }, now)
    const trained = { title, text: title, words: 100, embedder: EMBEDDER, detail: null, chunks }
    await store.knowledge.replace(id, trained, now)
  }
  await store.close()
}

/** Some 60 words, no two alike. */
function buildText(number: number): string {
  const words = Array.from({ length: 60 }, (_, i) => WORDS[(number * 7 + i * (1 + (number % 11))) % WORDS.length])
  return `${words.join(' ')} ${number} x${number * 31}.`
}

const REFUSED = 2_000
const WORDS_A_QUESTION = 40

/** Questions without an answer that begin alike and are each of words of their own: the most work to tell apart. */
function refuse(path: string, botId: string): void {
  const database = openDatabase(path)
  const time = new Date().toISOString()
  const open = database.prepare('INSERT INTO conversations VALUES (?, ?, ?, ?, ?, 1)')
  const say = database.prepare(
    'INSERT INTO messages (id, conversation_id, role, content, status, answered, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const index = database.prepare(
    'INSERT INTO message_words (rowid, bot, search_text) SELECT max(seq), 1, ? FROM messages',
  )
  database.transaction(() => {
    for (let i = 0; i < REFUSED; i++) {
      const question = Array.from({ length: WORDS_A_QUESTION }, (_, word) => `deli${toLetters(i * 7 + word * 11)}`)
      open.run(`refused-${i}`, botId, `refused-${i}`, time, time)
      for (const [role, content, answered] of [
        ['user', question.join(' '), null],
        ['assistant', 'Sorry.', 0],
      ] as const) {
        say.run(`${role}-refused-${i}`, `refused-${i}`, role, content, 'complete', answered, time)
        index.run(content)
      }
    }
  })()
  database.close()
}

const toLetters = (number: number): string =>
  number.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '')
