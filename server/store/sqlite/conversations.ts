import { sql } from 'kysely'
import { z } from 'zod'
import { usedChunkSchema } from '#shared/used-chunk.ts'
import type { ConversationStore, MessageRecord, Turn } from '../conversation-store.ts'
import type { Queries } from './queries.ts'
import { toSearchText } from './search-text.ts'
import type { Run } from './units.ts'

/** How many earlier messages a question is read with. */
const MAX_RECENT = 10

const usedChunksSchema = z.array(usedChunkSchema)

/**
 * One statement decides and counts, so no parallel visitor slips over the limit. A clock that was set back counts on in the latest
 * month, or it would give a month's messages anew. Nothing when the limit is reached or the bot is gone.
 */
const TAKE_MESSAGE = `
  INSERT INTO usage (bot_id, month, messages)
  SELECT id, max(?, coalesce((SELECT max(month) FROM usage WHERE bot_id = bots.id), '')), 1
  FROM bots WHERE id = ? AND message_limit > 0 AND deleted_at IS NULL
  ON CONFLICT (bot_id, month) DO UPDATE SET messages = messages + 1
  WHERE messages < (SELECT message_limit FROM bots WHERE id = excluded.bot_id)
  RETURNING month, messages`
const TOUCH_SESSION = `
  INSERT INTO conversations (id, bot_id, session_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (bot_id, session_id) DO UPDATE SET updated_at = excluded.updated_at
  RETURNING id`
const TOUCH = `
  UPDATE conversations SET updated_at = ?, unanswered = unanswered + ? WHERE id = ? RETURNING bot_id`
/** Newest first. A refunded message is left out: its visitor asks again. */
const LIST_RECENT = `
  SELECT role, content FROM messages WHERE conversation_id = ? AND status != 'failed' ORDER BY seq DESC LIMIT ?`
const KEEP_MESSAGE = `
  INSERT INTO messages (content, id, conversation_id, role, status, answered, sources, month, created_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq`
const KEEP_WORDS = `
  INSERT INTO message_words (rowid, bot, search_text) SELECT ?, number, ? FROM bots WHERE id = ?`
const FAIL = `
  UPDATE messages SET status = 'failed' WHERE id = ? AND role = 'user' AND status = 'complete'
  RETURNING conversation_id, month`
const GIVE_BACK = `
  UPDATE usage SET messages = messages - 1
  WHERE month = ? AND bot_id = (SELECT bot_id FROM conversations WHERE id = ?)`

export function openConversations({ db, units }: Queries): ConversationStore {
  return {
    accept: (message, now) =>
      units.write((run) => {
        const [counted] = run<{ month: string; messages: number }>(TAKE_MESSAGE, [message.month, message.bot_id])
        if (counted === undefined) return undefined
        const { conversation_id, bot_id, session_id } = message
        const id = takeId(run(TOUCH_SESSION, [conversation_id, bot_id, session_id, now, now]))
        const recent = id === conversation_id ? [] : run<Turn>(LIST_RECENT, [id, MAX_RECENT]).toReversed()
        keepMessage(run, bot_id, message.content, [
          message.message_id,
          id,
          'user',
          'complete',
          null,
          '[]',
          counted.month,
          now,
        ])
        return { conversation_id: id, recent, month: counted.month, taken: counted.messages }
      }),

    keepAnswer: (answer, now) =>
      units.write((run) => {
        const [conversation] = run<{ bot_id: string }>(TOUCH, [now, answer.answered ? 0 : 1, answer.conversation_id])
        // Deleted with its bot while the answer was being written: nothing is left to keep it in.
        if (conversation === undefined) return
        const { id, conversation_id, content, status, answered } = answer
        const sources = JSON.stringify(answer.sources)
        keepMessage(run, conversation.bot_id, content, [
          id,
          conversation_id,
          'assistant',
          status,
          Number(answered),
          sources,
          null,
          now,
        ])
      }),

    refund: (messageId) =>
      units.write((run) => {
        const [taken] = run<{ conversation_id: string; month: string }>(FAIL, [messageId])
        if (taken !== undefined) run(GIVE_BACK, [taken.month, taken.conversation_id])
      }),

    async findMessage(id) {
      const row = await db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toMessage(row)
    },

    async listLatest() {
      const { rows } = await sql<{ id: string; updated_at: string | null }>`
        SELECT id, (SELECT max(updated_at) FROM conversations WHERE bot_id = bots.id) AS updated_at FROM bots`.execute(
        db,
      )
      return new Map(rows.flatMap(({ id, updated_at }) => (updated_at === null ? [] : [[id, updated_at]])))
    },
  }
}

const takeId = ([row]: { id: string }[]): string => {
  if (row === undefined) throw new Error('The conversation was neither found nor made.')
  return row.id
}

type MessageValues = [
  id: string,
  conversation_id: string,
  role: 'user' | 'assistant',
  status: MessageRecord['status'],
  answered: number | null,
  sources: string,
  month: string | null,
  created_at: string,
]

/** Keeps a message and its words, so that it is found. */
function keepMessage(run: Run, botId: string, content: string, values: MessageValues): void {
  const [row] = run<{ seq: number }>(KEEP_MESSAGE, [content, ...values])
  run(KEEP_WORDS, [row?.seq, toSearchText(content), botId])
}

export function toMessage(row: {
  id: string
  role: 'user' | 'assistant'
  content: string
  created_at: string
  status: MessageRecord['status']
  answered: number | null
  sources: string
}): MessageRecord {
  return {
    id: row.id,
    role: row.role,
    content: row.content,
    created_at: row.created_at,
    status: row.status,
    answered: row.answered === null ? null : row.answered === 1,
    sources: usedChunksSchema.parse(JSON.parse(row.sources)),
  }
}
