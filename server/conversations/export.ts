import { setImmediate } from 'node:timers/promises'
import type { ConversationFilter } from '#shared/conversation.ts'
import type { Deps } from '../deps.ts'
import type { MessageRecord, Page } from '../store/conversation-store.ts'
import { toCsvLine } from './csv.ts'

/** With their messages 2 ms of work. */
const CONVERSATIONS_A_PAGE = 25
const CHARS_AT_ONCE = 256 * 1024
const MESSAGES_A_PAGE = 100
/** Excel takes a file without it for one of its own old encodings. */
const BYTE_ORDER_MARK = '\uFEFF'
const COLUMNS = ['Bot', 'Conversation', 'Time', 'From', 'Text', 'Answered', 'Sources']

/** One line a message, in pieces of a page of conversations. Every page is asked for anew, so nothing is held meanwhile. */
export async function* exportConversations(
  { store }: Pick<Deps, 'store'>,
  { query = '', ...of }: ConversationFilter,
): AsyncGenerator<string, void> {
  yield BYTE_ORDER_MARK + toCsvLine(COLUMNS)
  const { transcripts } = store
  const conversations = readPages((after) =>
    query.trim() === ''
      ? transcripts.list(of, after, CONVERSATIONS_A_PAGE)
      : transcripts.search(query, of, after, CONVERSATIONS_A_PAGE),
  )
  for await (const page of conversations) {
    let lines = ''
    for (const { id, bot_name } of page) {
      for await (const messages of readPages((after) => transcripts.listMessages(id, after, MESSAGES_A_PAGE))) {
        lines += messages.map((message) => toLine(bot_name, id, message)).join('')
        // A visitor may write for a year: others wait no longer than for one page of it.
        if (lines.length < CHARS_AT_ONCE) continue
        yield lines
        lines = ''
        await setImmediate()
      }
    }
    yield lines
    await setImmediate()
  }
}

async function* readPages<Item>(
  read: (after: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Item[], void> {
  let after: string | undefined
  do {
    const { items, next } = await read(after)
    yield items
    after = next ?? undefined
  } while (after !== undefined)
}

function toLine(botName: string, id: string, { created_at, role, content, sources, ...rest }: MessageRecord): string {
  const used = sources.filter((source) => source.used).map(({ title, url }) => url ?? title)
  return toCsvLine([
    botName,
    id,
    created_at,
    role === 'user' ? 'Visitor' : 'Bot',
    content,
    toOutcome(rest),
    used.join(' '),
  ])
}

function toOutcome({ status, answered }: Pick<MessageRecord, 'status' | 'answered'>): string {
  if (status === 'failed') return 'failed'
  if (answered === null) return ''
  if (status === 'partial') return 'cut off'
  return answered ? 'yes' : 'no'
}
