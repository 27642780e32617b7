import type { Bot } from '#shared/bot.ts'
import type { ChatEvent } from '#shared/chat.ts'
import type { Ingest, Source } from '#shared/source.ts'

/** The owner and a visitor over plain HTTP, for tests of the whole product. */
export type AdminClient = {
  request(method: string, path: string, body?: unknown): Promise<Response>
  createBot(fields: Record<string, unknown>): Promise<Bot>
  /** Ingests and waits until the source is at rest. */
  train(botId: string, input: Ingest): Promise<Source>
}

async function readJson<T>(response: Response): Promise<T> {
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.status} ${text}`)
  return JSON.parse(text)
}

/** Creates the account with the printed link and stays signed in. */
export async function setUpAdmin(url: string, setupUrl: string | undefined): Promise<AdminClient> {
  const token = new URL(setupUrl ?? '').searchParams.get('token')
  const created = await fetch(`${url}/api/auth/setup`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token, username: 'owner', password: 'correct horse battery' }),
  })
  if (created.status !== 201) throw new Error(`Set-up answered ${created.status} ${await created.text()}`)
  const cookie = created.headers.getSetCookie()[0]?.split(';')[0] ?? ''

  const request = (method: string, path: string, body?: unknown) =>
    fetch(url + path, {
      method,
      headers: { Cookie: cookie, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return {
    request,
    createBot: async (fields) => readJson<Bot>(await request('POST', '/api/admin/bots', fields)),
    async train(botId, input) {
      const { source } = await readJson<{ source: Source }>(
        await request('POST', `/api/admin/bots/${botId}/ingest`, input),
      )
      for (;;) {
        const { sources } = await readJson<{ sources: Source[] }>(
          await request('GET', `/api/admin/bots/${botId}/sources`),
        )
        const now = sources.find(({ id }) => id === source.id)
        if (now?.status === 'done' || now?.status === 'error') return now
        await new Promise((resolve) => setTimeout(resolve, 700))
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
