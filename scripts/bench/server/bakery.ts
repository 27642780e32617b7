import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '#server/store/sqlite/open.ts'
import { type AdminClient, setUpAdmin, signIn } from '#server/testing/admin-client.ts'
import type { Door } from './crowd.ts'
import { productDoor } from './doors.ts'
import { seedChunks } from './seed-chunks.ts'
import { METRICS_TOKEN, type Running, startProduct } from './start-process.ts'

export type Bakery = {
  process: Running
  door: Door
  owner: AdminClient
  botId: string
  /** Ends it and starts it again on the same data. */
  restart(environment?: Record<string, string>): Promise<Running>
  close(): Promise<void>
}
/** The local engine takes two seconds to learn one. */
const STORIES = { model: 8, local: 1 }
type Options = { chunks?: number; environment?: Record<string, string> }

/**
 * The product on the local engine or with a model, with an owner and a bot that knows what a bakery's page tells and, if told, so
 * many chunks of invented words more. It is started anew after its training: what is measured is a day like any other.
 */
export async function openBakery(model?: Running, { chunks = 0, environment = {} }: Options = {}): Promise<Bakery> {
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-bench-'))
  const database = join(folder, 'data', 'frontdesk.db')
  const settings = {
    DATABASE_URL: `sqlite:${database}`,
    UPLOAD_PATH: join(folder, 'data', 'uploads'),
    BACKUP_PATH: join(folder, 'data', 'backups'),
    LOG_PATH: join(folder, 'logs'),
    // One proxy, which names each visitor's address.
    TRUST_PROXY: '1',
    // The owner looks often.
    ADMIN_PER_IP: '100000',
    METRICS_TOKEN,
    ...(model === undefined ? {} : { OPENAI_API_KEY: 'sk-of-the-bench', OPENAI_BASE_URL: `${model.url}/v1` }),
    ...environment,
  }
  let process = await startProduct(settings)
  const stranger = await setUpAdmin(process.url, /(http:\/\/\S+\/setup\?token=[\w-]+)/.exec(process.output())?.[1])
  const bot = await stranger.createBot({ name: 'Baker Bot', message_limit: 1_000_000 })
  const stories = Array.from({ length: model ? STORIES.model : STORIES.local }, (_, index) => toStory(index + 1))
  const text = [...PAGE, ...stories].join('\n\n')
  const { status, status_detail } = await stranger.train(bot.id, { source_type: 'text', source_content: text })
  if (status !== 'done') throw new Error(`The bakery was not learned: ${status_detail}`)
  await process.stop()
  if (chunks > 0) {
    const store = await openSqliteStore(database)
    await seedChunks(store, { id: bot.id, dimensions: 1536, chunks, seed: 1 })
    await store.close()
  }
  process = await startProduct(settings)
  const owner = await signIn(process.url)
  return {
    process,
    door: productDoor(process, bot),
    owner,
    botId: bot.id,
    async restart(changes = {}) {
      await process.stop()
      process = await startProduct({ ...settings, ...changes })
      return process
    },
    async close() {
      await process.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const PAGE = [
  '# Mill Lane Bakery',
  '## Opening hours\n\nWe open on Monday to Friday at seven in the morning and close at six in the evening. On Saturday we open at eight. On Sunday we are closed, but the oven is on: orders for Monday are taken by telephone.',
  '## Prices\n\nA loaf of rye costs 4.20. A loaf of wheat costs 3.60. Rolls cost 0.70 each and 3.90 for six people. A cake for twelve people costs 38.00, and children get a roll for nothing.',
  '## Delivery\n\nWe deliver a cake to your house within ten kilometres, to any floor, for 6.00. Bread is delivered from 30.00 on. Order until noon for the next day.',
  '## Allergens\n\nOur bread has wheat, rye or spelt in it. The seed bread and the fruit bread have nuts; all other bread has no nuts, but is baked in the same oven.',
]

const toStory = (number: number): string =>
  [
    `## Story ${number}`,
    ...Array.from({ length: 22 }, (_, line) => {
      const year = 1942 + number * 8 + (line % 8)
      const wood = (number - 1) * 22 + line
      return `In year ${year} the mill was ${line % 2 === 0 ? 'painted' : 'mended'} by the family, and table ${line} of the guest room was built from oak of wood number ${wood}.`
    }),
  ].join('\n\n')
