import { Hono } from 'hono'
import { pino } from 'pino'
import { newKey, hashKey } from '#server/bots/key.ts'
import { createVault } from '#server/bots/vault.ts'
import { parseConfig, type Config } from '#server/config.ts'
import type { Deps } from '#server/deps.ts'
import { toErrorResponse } from '#server/http/errors.ts'
import type { BotRecord } from '#server/store/bot-store.ts'
import { openTestStore } from './open-test-store.ts'

export type TestDoor = Pick<Deps, 'config' | 'store' | 'vault' | 'prices' | 'now' | 'log'> & {
  /** Only failures on our side are logged; a test that expects none looks here. */
  logged: string[]
  /** The routes as the app mounts them: failures become error answers. */
  mount(...routes: Hono[]): Hono
  addBot(fields?: Partial<BotRecord>): Promise<{ bot: BotRecord; key: string }>
  close(): Promise<void>
}

/** What a plain route needs, with a real store on a fresh file. Times stand still. */
export async function openTestDoor(environment: Record<string, string> = {}): Promise<TestDoor> {
  const opened = await openTestStore()
  const { store, path } = opened
  const config: Config = parseConfig({ UPLOAD_PATH: `${path}-uploads`, ...environment })
  const vault = createVault('a secret for tests')
  const logged: string[] = []
  const log = pino({ base: null }, { write: (line: string) => void logged.push(line) })
  const now = () => new Date('2026-03-01T12:00:00.000Z')

  return {
    config,
    store,
    vault,
    prices: { chat: undefined, embedding: 0 },
    now,
    log,
    logged,
    close: () => opened.close(),
    mount(...routes) {
      const app = new Hono()
      for (const route of routes) app.route('/', route)
      return app.onError((error) => toErrorResponse(error, log))
    },
    async addBot(fields = {}) {
      const id = fields.id ?? crypto.randomUUID()
      const key = newKey()
      const bot: BotRecord = {
        id,
        name: 'Corner bakery',
        welcome_message: 'Hello',
        fallback_message: 'Please call us.',
        accent_color: '#0B6E4F',
        position: 'bottom-right',
        show_button_text: true,
        button_text: 'Ask us',
        avatar_file: null,
        key_sealed: vault.seal(id, key),
        message_limit: 100,
        budget_micro_usd: null,
        relevance_cut: 0.7,
        allowed_origins: [],
        created_at: now().toISOString(),
        updated_at: now().toISOString(),
        ...fields,
      }
      await store.bots.create(bot, hashKey(key))
      return { bot, key }
    },
  }
}
