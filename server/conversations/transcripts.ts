import type {
  Conversation,
  ConversationFilter,
  ConversationPage,
  Message,
  OldConversations,
  Transcript,
} from '#shared/conversation.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { ConversationRecord, MessageRecord } from '../store/conversation-store.ts'
import { toPlain } from '../chat/passage.ts'
import { buildExcerpt } from './excerpt.ts'

/** The first page is there at once; who scrolls on needs few requests. */
const FIRST_PAGE = 50
const NEXT_PAGE = 200
const MESSAGES_A_PAGE = 100
const DAY_MS = 24 * 60 * 60 * 1000

/** Newest first; of a search, by the newest message that holds its words. */
export async function listConversations(
  { store }: Pick<Deps, 'store'>,
  { query, ...of }: ConversationFilter,
  cursor: string | undefined,
): Promise<ConversationPage> {
  const limit = cursor === undefined ? FIRST_PAGE : NEXT_PAGE
  const words = query?.trim().split(/\s+/) ?? []
  if (query === undefined || query.trim() === '') {
    const { items, next } = await store.transcripts.list(of, cursor, limit)
    return { conversations: items.map((record) => ({ ...toConversation(record), found: null })), next_cursor: next }
  }
  const { items, next } = await store.transcripts.search(query, of, cursor, limit)
  const conversations = items.map(({ found: { role, content, created_at }, ...record }) => ({
    ...toConversation(record),
    found: { role, excerpt: buildExcerpt(toPlain(content), words), created_at },
  }))
  return { conversations, next_cursor: next }
}

/** Throws `not_found`. */
export async function getTranscript(
  { store }: Pick<Deps, 'store'>,
  id: string,
  cursor: string | undefined,
): Promise<Transcript> {
  const [record, messages] = await Promise.all([
    store.transcripts.find(id),
    store.transcripts.listMessages(id, cursor, MESSAGES_A_PAGE),
  ])
  if (record === undefined) throw noSuchConversation()
  return { conversation: toConversation(record), messages: messages.items.map(toMessage), next_cursor: messages.next }
}

/** Throws `not_found`. */
export async function deleteConversation({ store }: Pick<Deps, 'store'>, id: string): Promise<void> {
  if (!(await store.transcripts.delete(id))) throw noSuchConversation()
}

export async function countOldConversations(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { bot_id, older_than_days }: OldConversations,
): Promise<number> {
  return store.transcripts.countOlderThan(toLimit(now(), older_than_days), bot_id)
}

/** Returns how many. */
export async function deleteOldConversations(
  { workshop, now }: Pick<Deps, 'workshop' | 'now'>,
  { bot_id, older_than_days }: OldConversations,
): Promise<number> {
  return workshop.run('delete_conversations', { before: toLimit(now(), older_than_days), bot_id })
}

const toLimit = (now: Date, days: number): string => new Date(now.getTime() - days * DAY_MS).toISOString()

function toConversation({ first_text, last_text, ...rest }: ConversationRecord): Conversation {
  return { ...rest, first_question: buildExcerpt(first_text), last_message: buildExcerpt(toPlain(last_text)) }
}

const toMessage = ({ sources, ...message }: MessageRecord): Message => ({
  ...message,
  sources: sources
    .filter(({ used }) => used)
    .map(({ title, url, excerpt, relevance }) => ({ title, url, excerpt, relevance })),
})

const noSuchConversation = (): AppError =>
  new AppError('not_found', 'This conversation does not exist. It may have been deleted.')
