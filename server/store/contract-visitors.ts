import { beforeEach } from 'vitest'
import { createBot, MARCH } from './contract-fixtures.ts'
import type { ConversationFilter, Page } from './conversation-store.ts'
import type { Store } from './store.ts'

const MINUTE_MS = 60_000
const START = Date.parse('2026-03-01T12:00:00.000Z')
export const toTime = (minute: number): string => new Date(START + minute * MINUTE_MS).toISOString()

/** The bots "a" and "b", and visitors who talk to them. */
export function useVisitors(current: () => Store) {
  let minute = 0
  let messages = 0
  beforeEach(async () => {
    minute = 0
    messages = 0
    for (const id of ['a', 'b']) await createBot(current(), id)
  })

  /** A question of a session, which is the conversation's id too, each a minute later. */
  async function ask(session: string, content: string, botId = 'a'): Promise<string> {
    const id = `message ${++messages}`
    const message = {
      bot_id: botId,
      session_id: session,
      conversation_id: session,
      message_id: id,
      content,
      month: MARCH,
    }
    await current().conversations.accept(message, toTime(++minute))
    return id
  }
  async function reply(session: string, content: string, answered = true): Promise<void> {
    const id = `message ${++messages}`
    const answer = { id, conversation_id: session, content, answered, status: 'complete' as const, sources: [] }
    await current().conversations.keepAnswer(answer, toTime(++minute))
  }
  const list = async (of: ConversationFilter = {}) =>
    (await current().transcripts.list(of, undefined, 10)).items.map(({ id }) => id)
  const search = async (words: string, of: ConversationFilter = {}) =>
    (await current().transcripts.search(words, of, undefined, 10)).items.map(({ id }) => id)

  return { ask, reply, list, search, setMinute: (to: number) => (minute = to) }
}

/** All pages, one after the other. */
export async function readAll<Item>(read: (after: string | undefined) => Promise<Page<Item>>): Promise<Item[]> {
  const found: Item[] = []
  let after: string | undefined
  do {
    const page = await read(after)
    found.push(...page.items)
    after = page.next ?? undefined
  } while (after !== undefined)
  return found
}
