import { sql, type Kysely } from 'kysely'
import { AppError } from '#server/errors.ts'
import type { Page } from '../conversation-store.ts'
import { isOfBot } from './bots.ts'
import type { Tables } from './schema.ts'

/** Of a first and a last message; a row of a list shows less. */
const EXCERPT_CHARS = 300

/** Rows as the owner sees them. What is added up per row is worth it only for a page of them. */
export function selectConversations(db: Kysely<Tables>) {
  const ofMessages = (what: string, order = '') =>
    sql.raw(`(SELECT ${what} FROM messages WHERE conversation_id = conversations.id ${order})`)
  const text = `substr(content, 1, ${EXCERPT_CHARS})`
  return db
    .selectFrom('conversations')
    .select([
      'conversations.id',
      'conversations.bot_id',
      sql<string>`(SELECT name FROM bots WHERE id = conversations.bot_id)`.as('bot_name'),
      sql<string>`${ofMessages(text, 'ORDER BY seq LIMIT 1')}`.as('first_text'),
      sql<string>`${ofMessages(text, 'ORDER BY seq DESC LIMIT 1')}`.as('last_text'),
      sql<number>`${ofMessages('count(*)')}`.as('messages'),
      'conversations.unanswered',
      'conversations.created_at',
      'conversations.updated_at',
    ])
    .where(isOfBot('conversations.bot_id'))
}

export function toPage<Row>(items: Row[], limit: number, toCursor: (last: Row) => string): Page<Row> {
  const last = items.at(-1)
  return { items, next: last === undefined || items.length < limit ? null : toCursor(last) }
}

/** What the groups of the form matched. Throws `bad_input` for a cursor of another form. */
export function parseCursor(cursor: string, form: RegExp): string[] {
  const match = form.exec(cursor)
  if (match === null) throw new AppError('bad_input', 'This page does not exist. Start again from the first one.')
  return match.slice(1)
}
