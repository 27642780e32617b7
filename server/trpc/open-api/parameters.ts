import type { oas31 } from 'zod-openapi'

type Words = { description: string; example?: string }

/** What stands in a path. An example that begins with $ is for whoever follows it to fill in. */
const inPath: Record<string, Words> = {
  source_id: { description: 'The id of a source', example: '$SOURCE_ID' },
  message_id: { description: 'The `message_id` of an answer', example: '$MESSAGE_ID' },
  bot_id: { description: 'The id of a bot', example: '$BOT_ID' },
  name: { description: 'The name of a backup', example: '$BACKUP_NAME' },
}
const inQuery: Record<string, Words> = {
  api_key: { description: 'The widget key, where the header `X-Api-Key` does not carry it', example: '$API_KEY' },
  'X-Api-Key': { description: 'The widget key' },
  lang: { description: 'The language of `strings`, such as `de`; else by `Accept-Language`' },
  size: { description: 'Width and height in pixels; 64 unless given' },
  bot_id: { description: 'Only of this bot', example: '$BOT_ID' },
  query: { description: 'Only with all of these words' },
  unanswered: { description: 'Only with a question that was not answered' },
  cursor: { description: 'The `next_cursor` of the page before' },
  older_than_days: { description: 'Without a message for so many days', example: '365' },
  upload: { description: 'An id of yours, the same with each piece; made up unless given' },
  offset: { description: 'Where the piece belongs; 0 unless given' },
}

const ofPath = (path: string): Words =>
  path.startsWith('/api/admin/conversations/')
    ? { description: 'The id of a conversation', example: '$CONVERSATION_ID' }
    : { description: 'The id of a bot', example: '$BOT_ID' }

/** The same parameter with its words; one without any is a fault of this table. */
export function explainParameter(path: string, parameter: oas31.ParameterObject): oas31.ParameterObject {
  const { name } = parameter
  const words = parameter.in === 'path' ? (inPath[name] ?? ofPath(path)) : inQuery[name]
  if (words === undefined) throw new Error(`The parameter ${name} of ${path} has no words.`)
  return { ...parameter, ...words }
}
