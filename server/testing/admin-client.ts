import { setTimeout as wait } from 'node:timers/promises'
import type { Bot } from '#shared/bot.ts'
import type { ChatEvent } from '#shared/chat.ts'
import type { Ingest, Source } from '#shared/source.ts'

export const OWNER = { username: 'owner', password: 'correct horse battery' }
const POLL_MS = 250

/** The owner and a visitor over plain HTTP, for tests of the whole product. */
export type AdminClient = {
  cookie: string
  request(method: string, path: string, body?: unknown): Promise<Response>
  /** What came back as JSON; throws unless it went well. */
  demand<T>(method: string, path: string, body?: unknown): Promise<T>
  createBot(fields: Record<string, unknown>): Promise<Bot>
  getBot(id: string): Promise<Bot>
  /** Ingests and waits until the source is at rest. */
  train(botId: string, input: Ingest): Promise<Source>
}

async function readJson<T>(response: Response): Promise<T> {
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.status} ${text}`)
  return JSON.parse(text)
}

/** Creates the account with the printed link and stays signed in. */
export function setUpAdmin(url: string, setupUrl: string | undefined): Promise<AdminClient> {
  const token = new URL(setupUrl ?? '').searchParams.get('token')
  return enter(url, '/api/auth/setup', { token, ...OWNER })
}

/** The account that `setUpAdmin` made, after a restart. */
export const signIn = (url: string, account = OWNER): Promise<AdminClient> => enter(url, '/api/auth/login', account)

async function enter(url: string, path: string, body: unknown): Promise<AdminClient> {
  const send = (method: string, to: string, sent: unknown, cookie: string) =>
    fetch(url + to, {
      method,
      headers: { Cookie: cookie, ...(sent === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
    })
  const entered = await send('POST', path, body, '')
  if (!entered.ok) throw new Error(`${path} answered ${entered.status} ${await entered.text()}`)
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''

  const request = (method: string, to: string, sent?: unknown) => send(method, to, sent, cookie)
  const listSources = async (botId: string) =>
    (await readJson<{ sources: Source[] }>(await request('GET', `/api/admin/bots/${botId}/sources`))).sources
  return {
    cookie,
    request,
    demand: async (method, to, sent) => readJson(await request(method, to, sent)),
    createBot: async (fields) => readJson<Bot>(await request('POST', '/api/admin/bots', fields)),
    getBot: async (id) => readJson<Bot>(await request('GET', `/api/admin/bots/${id}`)),
    async train(botId, input) {
      const ingested = await request('POST', `/api/admin/bots/${botId}/ingest`, input)
      const { source } = await readJson<{ source: Source }>(ingested)
      for (;;) {
        const now = (await listSources(botId)).find(({ id }) => id === source.id)
        if (now?.status === 'done' || now?.status === 'error') return now
        await wait(POLL_MS)
      }
    },
  }
}

export type Answer = { status: number; text: string; events: ChatEvent[]; last: ChatEvent | undefined; body: string }

/** Sends one visitor's message and reads its stream to the end. */
export async function ask(
  url: string,
  bot: { id: string; api_key: string | null },
  message: string,
  sessionId = `visitor-${crypto.randomUUID()}`,
): Promise<Answer> {
  const response = await fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ bot_id: bot.id, api_key: bot.api_key, session_id: sessionId, message }),
  })
  const body = await response.text()
  const events = [...body.matchAll(/^data: (.*)$/gm)].map((match): ChatEvent => JSON.parse(match[1] ?? ''))
  const text = events.map((event) => (event.type === 'token' ? event.content : '')).join('')
  return { status: response.status, text, events, last: events.at(-1), body }
}
