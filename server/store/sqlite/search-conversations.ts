import { sql, type Kysely, type Transaction } from 'kysely'
import type { ConversationFilter, ConversationRecord, FoundMessage, Page } from '../conversation-store.ts'
import { parseCursor, selectConversations } from './conversation-rows.ts'
import type { Tables } from './schema.ts'
import { toMatch } from './search-text.ts'

/** Messages looked at for one page, 10 ms of them: what is rare among many matches is found over several pages. */
const MAX_HITS = 1_000

/** `goes_on`: whether it has messages that are later than this page. */
type Hit = { seq: number; conversation_id: string; unanswered: number; goes_on: number }
type Found = ConversationRecord & { found: FoundMessage }

/** The text index gives matches newest first; each conversation stands where its newest one is. */
export async function searchConversations(
  db: Kysely<Tables>,
  words: string,
  of: ConversationFilter,
  after: string | undefined,
  limit: number,
): Promise<Page<Found>> {
  const [cursor] = after === undefined ? [] : parseCursor(after, /^(\d{1,15})$/)
  const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor)
  return db
    .transaction()
    .setAccessMode('read only')
    .execute(async (trx) => {
      const match = await buildMatch(trx, words, of.bot_id)
      if (match === undefined) return { items: [], next: null }
      const hits = await listHits(trx, match, before)
      const newest = new Map<string, Hit>()
      /** On an earlier page already. */
      const earlier = new Set<string>()
      let last: Hit | undefined
      for (const hit of hits) {
        if (newest.size === limit) break
        last = hit
        if (newest.has(hit.conversation_id) || earlier.has(hit.conversation_id)) continue
        if (of.unanswered && hit.unanswered === 0) continue
        if (hit.goes_on === 1 && (await matchedBefore(trx, match, hit.conversation_id, before))) {
          earlier.add(hit.conversation_id)
          continue
        }
        newest.set(hit.conversation_id, hit)
      }
      const isEnd = hits.length < MAX_HITS && last === hits.at(-1)
      return { items: await complete(trx, newest), next: isEnd ? null : String(last?.seq) }
    })
}

/** Undefined where nothing can be found. */
async function buildMatch(
  trx: Transaction<Tables>,
  words: string,
  botId: string | undefined,
): Promise<string | undefined> {
  const match = toMatch(words)
  if (match === undefined) return undefined
  if (botId === undefined) return `search_text : (${match})`
  const bot = await trx.selectFrom('bots').select('number').where('id', '=', botId).executeTakeFirst()
  return bot && `bot : "${bot.number}" AND search_text : (${match})`
}

async function listHits(trx: Transaction<Tables>, match: string, before: number): Promise<Hit[]> {
  const { rows } = await sql<Hit>`
    SELECT seq, conversation_id, unanswered, EXISTS (
      SELECT 1 FROM messages AS later WHERE later.conversation_id = messages.conversation_id AND later.seq >= ${before}
    ) AS goes_on
    FROM (
      SELECT rowid FROM message_words
      WHERE message_words MATCH ${match} AND rowid < ${before} ORDER BY rowid DESC LIMIT ${MAX_HITS}
    ) AS hits
    CROSS JOIN messages ON messages.seq = hits.rowid
    CROSS JOIN conversations ON conversations.id = messages.conversation_id
    ORDER BY hits.rowid DESC`.execute(trx)
  return rows
}

/** Whether an earlier page held the conversation, by a later message. */
async function matchedBefore(
  trx: Transaction<Tables>,
  match: string,
  conversationId: string,
  cursor: number,
): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM message_words
    WHERE message_words MATCH ${match}
      AND rowid IN (SELECT seq FROM messages WHERE conversation_id = ${conversationId} AND seq >= ${cursor})
    LIMIT 1`.execute(trx)
  return rows.length > 0
}

async function complete(trx: Transaction<Tables>, newest: Map<string, Hit>): Promise<Found[]> {
  if (newest.size === 0) return []
  const ids = [...newest.keys()]
  const seqs = [...newest.values()].map(({ seq }) => seq)
  const conversations = await selectConversations(trx).where('conversations.id', 'in', ids).execute()
  const messages = await trx
    .selectFrom('messages')
    .select(['id', 'conversation_id', 'role', 'content', 'created_at'])
    .where('seq', 'in', seqs)
    .execute()
  const conversationById = new Map(conversations.map((row) => [row.id, row]))
  const messageOf = new Map(messages.map(({ conversation_id, ...message }) => [conversation_id, message]))
  return ids.flatMap((id) => {
    const conversation = conversationById.get(id)
    const found = messageOf.get(id)
    return conversation && found ? [{ ...conversation, found }] : []
  })
}
