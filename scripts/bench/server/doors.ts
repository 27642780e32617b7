import type { Bot } from '#shared/bot.ts'
import type { Door } from './crowd.ts'
import type { Running } from './start-process.ts'

/** In one conversation; then the visitor comes from another place, as the limits of each would have it. */
const TURNS = 5

/** No two alike, so that no answer comes from a memory of questions. */
const toQuestion = (visitor: number, turn: number): string =>
  [
    `Do you open on Monday at seven in the morning? I am number ${visitor}/${turn}.`,
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

/** Behind a proxy that names each visitor's address. */
export const productDoor = ({ url }: Running, bot: Pick<Bot, 'id' | 'api_key'>): Door => ({
  url: `${url}/api/chat`,
  toRequest: (visitor, turn) => ({
    headers: { 'X-Forwarded-For': toAddress(visitor, Math.floor(turn / TURNS)) },
    body: {
      bot_id: bot.id,
      api_key: bot.api_key,
      session_id: toSession(visitor, turn),
      message: toQuestion(visitor, turn),
    },
  }),
})

const toAddress = (visitor: number, conversation: number): string =>
  `10.${Math.floor(visitor / 250) % 256}.${(visitor % 250) + 1}.${(conversation % 250) + 1}`
