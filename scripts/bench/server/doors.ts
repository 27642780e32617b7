import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setUpAdmin } from '#server/testing/admin-client.ts'
import type { Door } from './crowd.ts'
import type { Pace } from './fake-model.ts'
import { type Running, startProduct, startScript } from './start-process.ts'

export const METRICS_TOKEN = 'token-of-the-benchmark'
/** In one conversation; then the visitor comes from another place, as the limits of each would have it. */
const TURNS = 5

export const startModel = (pace: Pace): Promise<Running> =>
  startScript('fake-model.ts', { FAKE_MODEL: JSON.stringify(pace) })

/** No two alike, so that no answer comes from a memory of questions. */
const toQuestion = (visitor: number, turn: number): string =>
  [
    `When do you open on Monday? I come with ${visitor} people at ${turn}.`,
    `What does a loaf of rye cost for ${visitor} people, ${turn} of them children?`,
    `Do you deliver a cake to house ${visitor}, floor ${turn}?`,
    `Which bread has no nuts? My order is ${visitor}/${turn}.`,
  ][(visitor + turn) % 4] ?? ''

const toSession = (visitor: number, turn: number): string =>
  `visitor-${String(visitor).padStart(6, '0')}-${Math.floor(turn / TURNS)}`

export const modelDoor = ({ url }: Running): Door => ({
  url: `${url}/v1/chat/completions`,
  toRequest: (visitor, turn) => ({
    body: { model: 'gpt-4o-mini', stream: true, messages: [{ role: 'user', content: toQuestion(visitor, turn) }] },
  }),
})

export const baselineDoor = ({ url }: Running): Door => ({
  url,
  toRequest: (visitor, turn) => ({
    body: { session_id: toSession(visitor, turn), message: toQuestion(visitor, turn) },
  }),
})

export type Bakery = { process: Running; door: Door; close(): Promise<void> }

/** The product with an owner, a bot and what a bakery's page tells, behind one proxy that names each visitor's address. */
export async function openBakery(model: Running, environment: Record<string, string> = {}): Promise<Bakery> {
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-bench-'))
  const settings = { ...inFolder(folder), ...withModel(model), ...environment }
  let process = await startProduct(settings)
  const owner = await setUpAdmin(process.url, /(http:\/\/\S+\/setup\?token=[\w-]+)/.exec(process.output())?.[1])
  const bot = await owner.createBot({ name: 'Baker Bot', message_limit: 1_000_000 })
  await owner.train(bot.id, { source_type: 'text', source_content: BAKERY })
  await process.stop()
  process = await startProduct(settings)
  return {
    process,
    door: {
      url: `${process.url}/api/chat`,
      toRequest: (visitor, turn) => ({
        headers: { 'X-Forwarded-For': toAddress(visitor, Math.floor(turn / TURNS)) },
        body: {
          bot_id: bot.id,
          api_key: bot.api_key,
          session_id: toSession(visitor, turn),
          message: toQuestion(visitor, turn),
        },
      }),
    },
    async close() {
      await process.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export const inFolder = (folder: string): Record<string, string> => ({
  DATABASE_URL: `sqlite:${join(folder, 'data', 'frontdesk.db')}`,
  UPLOAD_PATH: join(folder, 'data', 'uploads'),
  BACKUP_PATH: join(folder, 'data', 'backups'),
  LOG_PATH: join(folder, 'logs'),
  TRUST_PROXY: '1',
  METRICS_TOKEN,
})

export const withModel = ({ url }: Running): Record<string, string> => ({
  OPENAI_API_KEY: 'sk-of-the-bench',
  OPENAI_BASE_URL: `${url}/v1`,
})

const toAddress = (visitor: number, conversation: number): string =>
  `10.${Math.floor(visitor / 250) % 256}.${(visitor % 250) + 1}.${(conversation % 250) + 1}`

const BAKERY = [
  '# Mill Lane Bakery',
  '## Opening hours\n\nWe open on Monday to Friday at seven in the morning and close at six in the evening. On Saturday we open at eight. On Sunday we are closed, but the oven is on: orders for Monday are taken by telephone.',
  '## Prices\n\nA loaf of rye costs 4.20. A loaf of wheat costs 3.60. Rolls cost 0.70 each and 3.90 for six people. A cake for twelve people costs 38.00, and children get a roll for nothing.',
  '## Delivery\n\nWe deliver a cake to your house within ten kilometres, to any floor, for 6.00. Bread is delivered from 30.00 on. Order until noon for the next day.',
  '## Allergens\n\nOur bread has wheat, rye or spelt in it. The seed bread and the fruit bread have nuts; all other bread has no nuts, but is baked in the same oven.',
  ...Array.from({ length: 8 }, (_, index) =>
    [
      `## Story ${index + 1}`,
      ...Array.from(
        { length: 22 },
        (_, line) =>
          `In year ${1950 + index * 8 + (line % 8)} the mill was ${line % 2 === 0 ? 'painted' : 'mended'} by the family, and table ${line} of the guest room was built from oak of wood number ${index * 22 + line}.`,
      ),
    ].join('\n\n'),
  ),
].join('\n\n')
