import { z } from 'zod'

export const MAX_TEXT_CHARS = 50_000
export const MAX_URL_CHARS = 2048

const urlSchema = z
  .string('The address must be text.')
  .trim()
  .min(1, 'Enter the address of a web page, such as https://example.com/faq.')
  .max(MAX_URL_CHARS, 'This address is too long.')
  .refine((value) => {
    const url = URL.canParse(value) ? new URL(value) : undefined
    return url !== undefined && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== ''
  }, 'This is not a web address. It should start with https:// or http://.')
  .refine((value) => {
    const url = URL.canParse(value) ? new URL(value) : undefined
    return url === undefined || (url.username === '' && url.password === '')
  }, 'Leave the user name and password out of the address.')

const textSchema = z
  .string('The text must be text.')
  .overwrite((value) => value.toWellFormed())
  .max(
    MAX_TEXT_CHARS,
    `The text is too long. Keep it under ${MAX_TEXT_CHARS.toLocaleString('en')} characters, or split it into several sources.`,
  )
  .refine((value) => value.trim() !== '', 'The text is empty. Paste what your bot should know.')

export const checkUrlSchema = z.strictObject({ url: urlSchema })

export const ingestSchema = z.discriminatedUnion(
  'source_type',
  [
    z.strictObject({ source_type: z.literal('url'), source_content: urlSchema }),
    z.strictObject({ source_type: z.literal('text'), source_content: textSchema }),
  ],
  'Choose the source_type "url" or "text".',
)
export type Ingest = z.infer<typeof ingestSchema>

/** Other words for a pasted text. */
export const textChangesSchema = z.strictObject({ source_content: textSchema })

/** `queued` to `embedding` mean the source is in work; `done` and `error` are rest. */
export const SOURCE_STATUSES = ['queued', 'fetching', 'reading', 'embedding', 'done', 'error'] as const
export type SourceStatus = (typeof SOURCE_STATUSES)[number]
export const isInWork = (status: SourceStatus): boolean => status !== 'done' && status !== 'error'

export const sourceSchema = z.object({
  id: z.string(),
  bot_id: z.string(),
  type: z.enum(['url', 'text']),
  /** The address, or the pasted text. */
  content: z.string(),
  title: z.string(),
  status: z.enum(SOURCE_STATUSES),
  /** The reason of an error, or a remark ("Only the first 10,000 words were kept."). */
  status_detail: z.string().nullable(),
  /** Windows embedded so far and in all, while `embedding`. */
  progress_done: z.number().int(),
  progress_total: z.number().int(),
  /** What was read in the training under way, or in the last one; `words` and `chunks` are what the bot knows from it. */
  progress_words: z.number().int(),
  progress_chunks: z.number().int(),
  /** When its training left the queue, and when it came to the present status. */
  started_at: z.string().nullable(),
  step_started_at: z.string().nullable(),
  words: z.number().int(),
  chunks: z.number().int(),
  /** Which embedder made the vectors; null when the source is searched as text only. */
  embedder: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
  /** When its chunks last became the bot's knowledge. */
  trained_at: z.string().nullable(),
})
export type Source = z.infer<typeof sourceSchema>
/** As it changes in training: without its text, which stays and may be long. */
export type SourceProgress = Omit<Source, 'content'>

/** What a source's last training made of it. Of a page at most 10,000 words, so all of it in one answer. */
export const sourceViewSchema = z.object({
  /** As it was read; null when it was trained before texts were kept. */
  text: z.string().nullable(),
  chunks: z.array(
    z.object({
      index: z.number().int(),
      heading_path: z.array(z.string()),
      text: z.string(),
      /** How many pieces of it have a vector; none where the source is searched by words only. */
      windows: z.number().int(),
      passages: z.number().int(),
    }),
  ),
})
export type SourceView = z.infer<typeof sourceViewSchema>

/** What the reader found at an address, for "Test URL". */
export const urlCheckSchema = z.object({
  ok: z.literal(true),
  title: z.string(),
  words: z.number().int(),
  excerpt: z.string(),
})
export type UrlCheck = z.infer<typeof urlCheckSchema>
