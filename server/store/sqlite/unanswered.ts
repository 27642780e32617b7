import { sql, type Kysely } from 'kysely'
import type { UnansweredStore } from '../conversation-store.ts'
import { isOfBot } from './bots.ts'
import type { Tables } from './schema.ts'

/** Of a question; few are longer, and two that begin with the same are the same. */
const MAX_CONTENT_CHARS = 300

export function openUnanswered(db: Kysely<Tables>): UnansweredStore {
  const selectOpen = () =>
    db
      .selectFrom('unanswered')
      .innerJoin('messages', 'messages.id', 'unanswered.question_id')
      .select([
        'messages.id',
        'unanswered.bot_id',
        'messages.conversation_id',
        sql<string>`substr(messages.content, 1, ${sql.lit(MAX_CONTENT_CHARS)})`.as('content'),
        'messages.created_at as asked_at',
      ])
      .where('unanswered.settled', 'is', null)
      .orderBy('unanswered.seq', 'desc')

  return {
    async listAll(limit) {
      return selectOpen().where(isOfBot('unanswered.bot_id')).limit(limit).execute()
    },

    async list(botId, limit) {
      return selectOpen().where('unanswered.bot_id', '=', botId).limit(limit).execute()
    },

    async findOpen(botId, ids) {
      return selectOpen().where('unanswered.bot_id', '=', botId).where('unanswered.question_id', 'in', ids).execute()
    },

    async settle(botId, ids, settled, now) {
      const { numUpdatedRows } = await db
        .updateTable('unanswered')
        .set({ settled, settled_at: settled === null ? null : now })
        .where('question_id', 'in', ids)
        .where('bot_id', '=', botId)
        .executeTakeFirstOrThrow()
      return Number(numUpdatedRows)
    },
  }
}
