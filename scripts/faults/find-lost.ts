import { z } from 'zod'
import type { openDatabase } from '#server/store/sqlite/open.ts'
import type { Ledger } from './ledger.ts'

type Database = ReturnType<typeof openDatabase>

const messageSchema = z.object({
  id: z.string(),
  role: z.string(),
  content: z.string(),
  session_id: z.string(),
  bot_id: z.string(),
})
const sourceSchema = z.object({ id: z.string(), status: z.string(), text: z.string().nullable() })
const botSchema = z.object({ id: z.string(), welcome_message: z.string(), messages: z.number() })

/** What was acknowledged and is not there, or was deleted and is there; in words. */
export function findLost(database: Database, { messages, sources, bots }: Ledger): string[] {
  const lost: string[] = []
  const stored = read(database, botSchema, BOTS)
  const storedBots = new Map(stored.map((bot) => [bot.id, bot]))
  for (const [id, { welcomes, confirmed, deletion }] of bots) {
    const bot = storedBots.get(id)
    if (deletion === 'confirmed' && bot !== undefined) lost.push(`bot ${id} was deleted and is there`)
    if (deletion !== undefined) continue
    if (bot === undefined) lost.push(`bot ${id}`)
    else if (!welcomes.slice(Math.max(0, confirmed)).includes(bot.welcome_message) && confirmed >= 0) {
      lost.push(`the change to "${welcomes[confirmed]}"`)
    }
  }

  const rows = read(database, messageSchema, MESSAGES)
  const rowById = new Map(rows.map((row) => [row.id, row]))
  const questions = Map.groupBy(
    rows.filter(({ role }) => role === 'user'),
    ({ content }) => content,
  )
  for (const [words, { bot_id, session_id, isAccepted, answer }] of messages) {
    if (bots.get(bot_id)?.deletion !== undefined) continue
    const [question, ...more] = questions.get(words) ?? []
    if (more.length > 0) lost.push(`"${words}" is stored ${more.length + 1} times`)
    if (isAccepted && question?.session_id !== session_id) lost.push(`question "${words}"`)
    const reply = rowById.get(answer?.id ?? '')
    if (answer !== undefined && (reply?.content !== answer.text || reply.session_id !== session_id)) {
      lost.push(`answer to "${words}"`)
    }
  }
  const sentByBot = Map.groupBy(messages.values(), ({ bot_id }) => bot_id)
  for (const { id, messages: counted } of stored) {
    const sent = sentByBot.get(id) ?? []
    const accepted = sent.filter(({ isAccepted }) => isAccepted).length
    if (counted < accepted || counted > sent.length) {
      lost.push(`the count of bot ${id}: ${counted}, not ${accepted} to ${sent.length}`)
    }
  }

  const storedSources = new Map(read(database, sourceSchema, SOURCES).map((source) => [source.id, source]))
  for (const [id, { word, isTrained, deletion }] of sources) {
    const source = storedSources.get(id)
    if (deletion === 'confirmed' && source !== undefined) lost.push(`source ${id} was deleted and is there`)
    if (deletion !== undefined) continue
    if (source === undefined) lost.push(`source ${id}`)
    else if (isTrained && !(source.status === 'done' && source.text?.includes(word))) lost.push(`what ${word} taught`)
  }
  return lost
}

const BOTS = `SELECT id, welcome_message, coalesce((SELECT sum(messages) FROM usage WHERE bot_id = bots.id), 0) AS messages FROM bots`
const MESSAGES = `SELECT messages.id, role, content, session_id, bot_id
  FROM messages JOIN conversations ON conversations.id = conversation_id`
const SOURCES = `SELECT id, status, text FROM sources LEFT JOIN source_texts ON source_id = id`

const read = <T extends z.ZodType>(database: Database, schema: T, query: string): z.output<T>[] =>
  z.array(schema).parse(database.prepare(query).all())
