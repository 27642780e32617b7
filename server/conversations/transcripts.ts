import type {
  Conversation,
  ConversationFilter,
  ConversationPage,
  Message,
  OldConversations,
  Transcript,
} from '#shared/conversation.ts'
import { setImmediate } from 'node:timers/promises'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { ConversationRecord, MessageRecord } from '../store/conversation-store.ts'
import { toPlain } from '../chat/passage.ts'
import { buildExcerpt } from './excerpt.ts'

/** The first page is there at once; who scrolls on needs few requests. */
const FIRST_PAGE = 50
const NEXT_PAGE = 200
const MESSAGES_A_PAGE = 100
/** 2 ms of work, 30 ms where the text index tidies up; visitors are answered between two batches. */
const DELETED_AT_ONCE = 10
const END_OF_TIME = '9999'
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
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { bot_id, older_than_days }: OldConversations,
): Promise<number> {
  return deleteInBatches(store, toLimit(now(), older_than_days), bot_id)
}

/** All of a bot's, for one that goes: at once, 20,000 messages would keep everyone waiting for half a second. */
export async function deleteConversationsOf({ store }: Pick<Deps, 'store'>, botId: string): Promise<void> {
  await deleteInBatches(store, END_OF_TIME, botId)
}

/** Not in the worker: its hold on the database would keep this thread waiting just as well. */
async function deleteInBatches({ transcripts }: Deps['store'], before: string, botId?: string): Promise<number> {
  let deleted = 0
  for (;;) {
    const batch = await transcripts.deleteOlderThan(before, botId, DELETED_AT_ONCE)
    deleted += batch
    if (batch < DELETED_AT_ONCE) return deleted
    await setImmediate()
  }
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
