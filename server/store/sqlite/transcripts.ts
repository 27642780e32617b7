import { type ExpressionBuilder, type Kysely, sql, type SqlBool } from 'kysely'
import type { ConversationFilter, TranscriptStore } from '../conversation-store.ts'
import { parseCursor, selectConversations, toPage } from './conversation-rows.ts'
import { toMessage } from './conversations.ts'
import type { Tables } from './schema.ts'
import { searchConversations } from './search-conversations.ts'

export function openTranscripts(db: Kysely<Tables>): TranscriptStore {
  return {
    async list(of, after, limit) {
      let query = selectConversations(db)
        .where((eb) => matching(eb, of))
        .orderBy('conversations.updated_at', 'desc')
        .orderBy('conversations.id', 'desc')
        .limit(limit)
      if (after !== undefined) {
        const [updatedAt, id] = parseCursor(after, /^(\S+) (.+)$/)
        query = query.where(sql<SqlBool>`(conversations.updated_at, conversations.id) < (${updatedAt}, ${id})`)
      }
      const items = await query.execute()
      return toPage(items, limit, ({ updated_at, id }) => `${updated_at} ${id}`)
    },

    async search(words, of, after, limit) {
      return searchConversations(db, words, of, after, limit)
    },

    async find(id) {
      return selectConversations(db).where('conversations.id', '=', id).executeTakeFirst()
    },

    async listMessages(conversationId, after, limit) {
      const [seq] = after === undefined ? [0] : parseCursor(after, /^(\d{1,15})$/)
      const rows = await db
        .selectFrom('messages')
        .selectAll()
        .where('conversation_id', '=', conversationId)
        .where('seq', '>', Number(seq))
        .orderBy('seq')
        .limit(limit)
        .execute()
      const { items, next } = toPage(rows, limit, (row) => String(row.seq))
      return { items: items.map(toMessage), next }
    },

    async delete(id) {
      const { numDeletedRows } = await db.deleteFrom('conversations').where('id', '=', id).executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },

    async countOlderThan(before, botId) {
      const { count } = await db
        .selectFrom('conversations')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where((eb) => matching(eb, { bot_id: botId }))
        .where('updated_at', '<', before)
        .executeTakeFirstOrThrow()
      return count
    },

    async deleteOlderThan(before, botId, limit) {
      const oldest = db
        .selectFrom('conversations')
        .select('id')
        .where((eb) => matching(eb, { bot_id: botId }))
        .where('updated_at', '<', before)
        .orderBy('updated_at')
        .orderBy('id')
        .limit(limit)
      const { numDeletedRows } = await db
        .deleteFrom('conversations')
        .where('id', 'in', oldest)
        .executeTakeFirstOrThrow()
      return Number(numDeletedRows)
    },
  }
}

function matching(eb: ExpressionBuilder<Tables, 'conversations'>, of: ConversationFilter) {
  return eb.and([
    ...(of.bot_id === undefined ? [] : [eb('bot_id', '=', of.bot_id)]),
    // Said with the number itself, or SQLite does not see that the partial indexes serve.
    ...(of.unanswered ? [sql<SqlBool>`unanswered > 0`] : []),
  ])
}
