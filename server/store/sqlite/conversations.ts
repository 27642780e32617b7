import { sql, type Insertable, type Kysely, type Transaction } from 'kysely'
import { z } from 'zod'
import { usedChunkSchema } from '#shared/used-chunk.ts'
import type { ConversationStore, MessageRecord, Turn } from '../conversation-store.ts'
import type { Tables } from './schema.ts'
import { toSearchText } from './search-text.ts'

/** How many earlier messages a question is read with. */
const MAX_RECENT = 10

const usedChunksSchema = z.array(usedChunkSchema)

export function openConversations(db: Kysely<Tables>): ConversationStore {
  return {
    async accept(message, now) {
      return db.transaction().execute(async (trx) => {
        const counted = await takeMessage(trx, message.bot_id, message.month)
        if (counted === undefined) return undefined
        const { id } = await trx
          .insertInto('conversations')
          .values({
            id: message.conversation_id,
            bot_id: message.bot_id,
            session_id: message.session_id,
            created_at: now,
            updated_at: now,
          })
          .onConflict((oc) => oc.columns(['bot_id', 'session_id']).doUpdateSet({ updated_at: now }))
          .returning('id')
          .executeTakeFirstOrThrow()
        const recent = await listRecent(trx, id)
        await keepMessage(trx, message.bot_id, {
          id: message.message_id,
          conversation_id: id,
          role: 'user',
          content: message.content,
          status: 'complete',
          month: counted.month,
          created_at: now,
        })
        return { conversation_id: id, recent, month: counted.month, taken: counted.messages }
      })
    },

    async keepAnswer(answer, now) {
      await db.transaction().execute(async (trx) => {
        const conversation = await trx
          .updateTable('conversations')
          .set((eb) => ({ updated_at: now, unanswered: eb('unanswered', '+', answer.answered ? 0 : 1) }))
          .where('id', '=', answer.conversation_id)
          .returning('bot_id')
          .executeTakeFirst()
        // Deleted with its bot while the answer was being written: nothing is left to keep it in.
        if (conversation === undefined) return
        await keepMessage(trx, conversation.bot_id, {
          id: answer.id,
          conversation_id: answer.conversation_id,
          role: 'assistant',
          content: answer.content,
          status: answer.status,
          answered: Number(answer.answered),
          sources: JSON.stringify(answer.sources),
          created_at: now,
        })
      })
    },

    async refund(messageId) {
      await db.transaction().execute(async (trx) => {
        const taken = await trx
          .updateTable('messages')
          .set({ status: 'failed' })
          .where('id', '=', messageId)
          .where('role', '=', 'user')
          .where('status', '=', 'complete')
          .returning(['conversation_id', 'month'])
          .executeTakeFirst()
        if (taken === undefined) return
        await trx
          .updateTable('usage')
          .set((eb) => ({ messages: eb('messages', '-', 1) }))
          .where('month', '=', taken.month)
          .where('bot_id', '=', (eb) =>
            eb.selectFrom('conversations').select('bot_id').where('id', '=', taken.conversation_id),
          )
          .execute()
      })
    },

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

/**
 * One statement decides and counts, so no parallel visitor slips over the limit. A clock that was set back counts on in the latest
 * month, or it would give a month's messages anew. Undefined when the limit is reached or the bot is gone.
 */
async function takeMessage(
  trx: Transaction<Tables>,
  botId: string,
  month: string,
): Promise<{ month: string; messages: number } | undefined> {
  const counted = await sql<{ month: string; messages: number }>`
    INSERT INTO usage (bot_id, month, messages)
    SELECT id, max(${month}, coalesce((SELECT max(month) FROM usage WHERE bot_id = bots.id), '')), 1 FROM bots WHERE id = ${botId} AND message_limit > 0 AND deleted_at IS NULL
    ON CONFLICT (bot_id, month) DO UPDATE SET messages = messages + 1
    WHERE messages < (SELECT message_limit FROM bots WHERE id = excluded.bot_id)
    RETURNING month, messages`.execute(trx)
  return counted.rows[0]
}

/** Keeps a message and its words, so that it is found. */
async function keepMessage(
  trx: Transaction<Tables>,
  botId: string,
  message: Insertable<Tables['messages']>,
): Promise<void> {
  const { seq } = await trx.insertInto('messages').values(message).returning('seq').executeTakeFirstOrThrow()
  await sql`
    INSERT INTO message_words (rowid, bot, search_text)
    SELECT ${seq}, number, ${toSearchText(message.content)} FROM bots WHERE id = ${botId}`.execute(trx)
}

/** A refunded message is left out: its visitor asks again. */
async function listRecent(trx: Transaction<Tables>, conversationId: string): Promise<Turn[]> {
  const newestFirst = await trx
    .selectFrom('messages')
    .select(['role', 'content'])
    .where('conversation_id', '=', conversationId)
    .where('status', '!=', 'failed')
    .orderBy('seq', 'desc')
    .limit(MAX_RECENT)
    .execute()
  return newestFirst.toReversed()
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
