import { toMonth } from '#server/bots/month.ts'
import { openDatabase } from '#server/store/sqlite/open.ts'
import { toSearchText } from '#server/store/sqlite/search-text.ts'
import type { MessageRecord, UsedChunk } from '#server/store/conversation-store.ts'
import { createDice, type Dice, toUuid } from './seed-dice.ts'
import { PHRASES, RARE_WORD } from './seed-texts.ts'

const SECOND_MS = 1000
const DAY_MS = 24 * 60 * 60 * SECOND_MS
const SHARE_UNANSWERED = 0.15
const SHARE_CUT_OFF = 0.01
const SHARE_FAILED = 0.01
/** Visitors who come back within the twelve days after. */
const SHARE_RETURNING = 0.08
const MESSAGES_WITH_RARE_WORD = 7

type Message = Pick<MessageRecord, 'role' | 'content' | 'status' | 'answered' | 'sources'> & {
  conversation: number
  at: number
}

/** Writes rows, not by the store, which keeps one message at a time: 100,000 in seconds. Four messages to a conversation. */
export function seedConversations(path: string, botIds: string[], count: number, now: Date): void {
  const dice = createDice(2)
  const owners: string[] = []
  const messages: Message[] = []
  while (messages.length < count) {
    // Squared, so that the first bots are the busy ones.
    owners.push(botIds[Math.floor(dice.roll() ** 2 * botIds.length)] ?? '')
    messages.push(...buildConversation(dice, owners.length - 1, now))
  }
  const rare = Math.ceil(count / MESSAGES_WITH_RARE_WORD)
  messages.forEach((message, i) => {
    if (i % rare === 0) message.content += ` ${RARE_WORD}`
  })
  messages.length = count
  messages.sort((a, b) => a.at - b.at)
  insert(path, owners, messages)
}

function buildConversation(dice: Dice, conversation: number, now: Date): Message[] {
  const phrases = dice.pick(Object.values(PHRASES))
  const turns = dice.pick([1, 1, 2, 2, 2, 4])
  const messages: Message[] = []
  let at = now.getTime() - Math.floor(dice.roll() * 365 * DAY_MS) - DAY_MS / 24
  for (let turn = 0; turn < turns; turn++) {
    const thing = dice.pick(phrases.things)
    const say = (texts: string[]) => dice.pick(texts).replaceAll('{thing}', thing)
    const content = say(phrases.questions)
    const question: Omit<Message, 'status'> = { conversation, at, role: 'user', content, answered: null, sources: [] }
    const fate = dice.roll()
    if (fate < SHARE_FAILED) messages.push({ ...question, status: 'failed' })
    else {
      const answered = fate > SHARE_FAILED + SHARE_UNANSWERED
      const reply = answered ? say(phrases.answers) : phrases.unknown
      const status = dice.roll() < SHARE_CUT_OFF ? 'partial' : 'complete'
      const sources = buildSources(reply, answered)
      messages.push(
        { ...question, status: 'complete' },
        { conversation, at: at + 3 * SECOND_MS, role: 'assistant', content: reply, status, answered, sources },
      )
    }
    const pause = dice.roll() < SHARE_RETURNING ? 12 * DAY_MS : 90 * SECOND_MS
    at = Math.min(at + 5 * SECOND_MS + Math.floor(dice.roll() * pause), now.getTime() - 5 * SECOND_MS)
  }
  return messages
}

const buildSources = (content: string, answered: boolean): UsedChunk[] =>
  [0.92, 0.64, 0.31].map((relevance, i) => ({
    title: i === 1 ? 'House rules' : 'Help for guests',
    url: i === 1 ? null : `https://shop.example/help/${i}`,
    excerpt: content,
    relevance: answered ? relevance : relevance - 0.3,
    text: `${content} `.repeat(3),
    used: answered && i === 0,
  }))

function insert(path: string, owners: string[], messages: Message[]): void {
  const database = openDatabase(path)
  const numberOf = database.prepare('SELECT number FROM bots WHERE id = ?').pluck()
  const numbers = new Map([...new Set(owners)].map((id) => [id, String(numberOf.get(id))]))
  const open = database.prepare(
    `INSERT INTO conversations (id, bot_id, session_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at`,
  )
  const refuse = database.prepare('UPDATE conversations SET unanswered = unanswered + 1 WHERE id = ?')
  const count = database.prepare(
    'INSERT INTO usage (bot_id, month, messages) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET messages = messages + 1',
  )
  const keep = database.prepare(
    `INSERT INTO messages (seq, id, conversation_id, role, content, status, answered, sources, month, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const index = database.prepare('INSERT INTO message_words (rowid, bot, search_text) VALUES (?, ?, ?)')

  database.transaction(() => {
    for (const [i, message] of messages.entries()) {
      const { conversation, role, content, status, answered, sources } = message
      const time = new Date(message.at).toISOString()
      const id = toUuid(`conversation ${conversation}`)
      const botId = owners[conversation] ?? ''
      const month = role === 'user' ? toMonth(new Date(message.at)) : null
      open.run(id, botId, toUuid(`session ${conversation}`), time, time)
      if (answered === false) refuse.run(id)
      if (month !== null && status !== 'failed') count.run(botId, month)
      const truth = answered === null ? null : Number(answered)
      keep.run(i + 1, toUuid(`message ${i}`), id, role, content, status, truth, JSON.stringify(sources), month, time)
      index.run(i + 1, numbers.get(botId), toSearchText(content))
    }
  })()
  database.close()
}
