import type { Bot } from '#shared/bot.ts'
import { type AdminClient, setUpAdmin } from '#server/testing/admin-client.ts'
import { type FakeOpenAi, startFakeOpenAi } from '#server/testing/fake-openai.ts'
import { type RunningFrontdesk, startFrontdesk } from '#server/testing/start-frontdesk.ts'

export const HOURS = 'The bakery opens at seven in the morning. It closes at six in the evening.'
export const QUESTION = 'When does the bakery open?'
/** So that what a drill measures is not the limits of one visitor; those have a drill of their own. */
const NO_LIMITS = {
  CHAT_PER_SESSION: '1000000',
  CHAT_PER_IP: '1000000',
  CONFIG_PER_BOT: '1000000',
  ADMIN_PER_IP: '1000000',
  STREAMS_PER_IP: '100000',
  STREAMS_MAX: '100000',
}

/** The product as its own process, with an owner, one bot that learned when a bakery opens, and a model server of our own. */
export type Shop = {
  readonly frontdesk: RunningFrontdesk
  model: FakeOpenAi
  owner: AdminClient
  bot: Bot
  /** After it was ended: at the same address, so that the owner stays signed in. */
  startAgain(changes?: Record<string, string>): Promise<void>
  /** Whatever state the process is in. */
  close(): Promise<void>
}

export async function openShop(
  folder: string,
  { environment = {}, tokenDelayMs = 0 }: { environment?: Record<string, string>; tokenDelayMs?: number } = {},
): Promise<Shop> {
  const model = await startFakeOpenAi({ tokenDelayMs })
  const settings = { ...shopEnvironment(model), ...environment }
  let frontdesk = await startFrontdesk(settings, folder)
  const owner = await setUpAdmin(frontdesk.url, frontdesk.setupUrl)
  const bot = await owner.createBot({ name: 'Baker Bot', message_limit: 1_000_000 })
  await owner.train(bot.id, { source_type: 'text', source_content: HOURS })
  return {
    get frontdesk() {
      return frontdesk
    },
    model,
    owner,
    bot,
    async startAgain(changes = {}) {
      const { port } = new URL(frontdesk.url)
      frontdesk = await startFrontdesk({ ...settings, PORT: port, ...changes }, folder)
    },
    async close() {
      await frontdesk.stop('SIGKILL')
      await model.close()
    },
  }
}

/** For starting it again on the same folder. */
export const shopEnvironment = (model: FakeOpenAi): Record<string, string> => ({
  ...NO_LIMITS,
  OPENAI_API_KEY: 'sk-of-the-drill',
  OPENAI_BASE_URL: model.baseUrl,
  LOG_LEVEL: 'info',
})
