import { z } from 'zod'
import type { AdminClient } from '#server/testing/admin-client.ts'
import type { KnownBot, Ledger, SentMessage, SentSource } from './ledger.ts'
import { QUESTION, type Shop } from './shop.ts'

const VISITORS = 8
/** A conversation has so many turns. */
const TURNS = 3

const eventSchema = z.looseObject({
  type: z.string(),
  content: z.string().default(''),
  message_id: z.string().default(''),
})
const sourceSchema = z.looseObject({ id: z.string(), status: z.string() })
const ingestedSchema = z.object({ source: sourceSchema })
const listedSchema = z.looseObject({ sources: z.array(sourceSchema).default([]) })
const createdSchema = z.looseObject({ id: z.string(), api_key: z.string(), welcome_message: z.string() })
type AskedBot = { id: string; api_key: string | null }

/** Visitors who ask, an owner who trains, deletes and changes: until the server is gone. */
export async function load(shop: Shop, ledger: Ledger): Promise<void> {
  const { url } = shop.frontdesk
  const repeat = async (work: () => Promise<void>): Promise<void> => {
    try {
      for (;;) await work()
    } catch (error) {
      // The server is gone, as it should be: fetch says so with a TypeError.
      if (!(error instanceof TypeError || error instanceof PowerIsOff)) throw error
    }
  }
  await Promise.all([
    ...Array.from({ length: VISITORS }, () => repeat(() => converse(url, shop.bot, ledger))),
    repeat(() => teach(shop.owner, shop.bot.id, ledger)),
    repeat(() => change(shop.owner, shop.bot.id, ledger)),
    repeat(() => openAndDelete(shop, ledger)),
  ])
}

class PowerIsOff extends Error {}

async function hear<T>(ledger: Ledger, answer: Promise<T>): Promise<T> {
  const heard = await answer
  if (ledger.isOff) throw new PowerIsOff()
  return heard
}

/** Throws when the server is gone; a refusal is an answer. */
export async function converse(url: string, bot: AskedBot, ledger: Ledger): Promise<void> {
  const sessionId = `visitor-${crypto.randomUUID()}`
  for (let turn = 0; turn < TURNS; turn++) await say(url, bot, sessionId, ledger)
}

/** One question; the answer as it came. */
export async function say(
  url: string,
  bot: AskedBot,
  session_id: string,
  ledger: Ledger,
): Promise<{ status: number; body: string }> {
  const message = `${QUESTION} ${ledger.messages.size}`
  const noted: SentMessage = { bot_id: bot.id, session_id, isAccepted: false }
  ledger.messages.set(message, noted)
  const response = await hear(
    ledger,
    fetch(`${url}/api/chat`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ bot_id: bot.id, api_key: bot.api_key, session_id, message }),
    }),
  )
  noted.isAccepted = response.status === 200
  let body = ''
  let line = ''
  let text = ''
  const decoder = new TextDecoder()
  const pieces: AsyncIterable<Uint8Array> | null = response.body
  for await (const piece of pieces ?? []) {
    if (ledger.isOff) throw new PowerIsOff()
    const arrived = decoder.decode(piece, { stream: true })
    body += arrived
    const lines = (line + arrived).split('\n')
    line = lines.pop() ?? ''
    for (const whole of lines.filter((one) => one.startsWith('data: '))) {
      const event = eventSchema.parse(JSON.parse(whole.slice(6)))
      if (event.type === 'token') text += event.content
      if (event.type === 'done') noted.answer = { id: event.message_id, text }
    }
  }
  return { status: response.status, body }
}

/** Trains a text, and takes the one before it away. */
async function teach(owner: AdminClient, botId: string, ledger: Ledger): Promise<void> {
  const word = `parcel${ledger.sources.size}`
  const text = `# Deliveries\n\nThe van with the ${word} leaves at noon. It is back by four in the afternoon.`
  const input = { source_type: 'text', source_content: text }
  const response = await hear(ledger, owner.request('POST', `/api/admin/bots/${botId}/ingest`, input))
  if (!response.ok) return void (await response.arrayBuffer())
  const { source } = ingestedSchema.parse(await response.json())
  const sent: SentSource = { bot_id: botId, word, isTrained: false }
  ledger.sources.set(source.id, sent)
  for (let status = source.status; status !== 'error' && !sent.isTrained;) {
    const list = await hear(ledger, owner.request('GET', `/api/admin/bots/${botId}/sources`))
    const { sources } = listedSchema.parse(await list.json())
    status = sources.find(({ id }) => id === source.id)?.status ?? status
    sent.isTrained = status === 'done'
  }
  const before = [...ledger.sources].findLast(([id, { isTrained, deletion }]) => {
    return id !== source.id && isTrained && deletion === undefined
  })
  if (before === undefined) return
  before[1].deletion = 'sent'
  const deleted = await hear(ledger, owner.request('DELETE', `/api/admin/bots/${botId}/sources/${before[0]}`))
  if (deleted.status === 204) before[1].deletion = 'confirmed'
}

async function change(owner: AdminClient, botId: string, ledger: Ledger): Promise<void> {
  const known: KnownBot = ledger.bots.get(botId) ?? { welcomes: [], confirmed: -1 }
  ledger.bots.set(botId, known)
  const index = known.welcomes.push(`Welcome ${known.welcomes.length}`) - 1
  const changes = { welcome_message: known.welcomes[index] }
  const response = await hear(ledger, owner.request('PUT', `/api/admin/bots/${botId}`, changes))
  await response.arrayBuffer()
  if (response.ok) known.confirmed = index
}

/** A bot that lives for two conversations. */
async function openAndDelete({ frontdesk: { url }, owner }: Shop, ledger: Ledger): Promise<void> {
  const response = await hear(ledger, owner.request('POST', '/api/admin/bots', { name: 'Market day' }))
  if (!response.ok) return void (await response.arrayBuffer())
  const bot = createdSchema.parse(await response.json())
  const known: KnownBot = { welcomes: [bot.welcome_message], confirmed: 0 }
  ledger.bots.set(bot.id, known)
  await Promise.all([converse(url, bot, ledger), converse(url, bot, ledger)])
  known.deletion = 'sent'
  const deleted = await hear(ledger, owner.request('DELETE', `/api/admin/bots/${bot.id}`))
  if (deleted.status === 204) known.deletion = 'confirmed'
}
