import { z } from 'zod'
import { MAX_DAYS, MAX_SEARCH_CHARS } from './conversation-limits.ts'

const idSchema = z.string('The id must be text.').min(1).max(64)
/** A number or a truth as JSON has it, or as an address spells it. */
const truthSchema = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
const DAYS_SENTENCE = `Days must be a whole number from 1 to ${MAX_DAYS.toLocaleString('en')}.`
const daysSchema = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], DAYS_SENTENCE)
  .pipe(z.int(DAYS_SENTENCE).min(1, DAYS_SENTENCE).max(MAX_DAYS, DAYS_SENTENCE))

/** Which conversations: of one bot, holding all of some words, with an unanswered question. */
export const conversationFilterSchema = z.strictObject({
  bot_id: idSchema.optional(),
  query: z
    .string('The search must be text.')
    .max(MAX_SEARCH_CHARS, `The search is too long. Keep it under ${MAX_SEARCH_CHARS} characters.`)
    .optional(),
  unanswered: truthSchema.optional(),
})
export type ConversationFilter = z.infer<typeof conversationFilterSchema>

/** `older_than_days`: without a message for so long. */
export const oldConversationsSchema = z.strictObject({ bot_id: idSchema.optional(), older_than_days: daysSchema })
export type OldConversations = z.infer<typeof oldConversationsSchema>

export const conversationSchema = z.object({
  id: z.string(),
  bot_id: z.string(),
  bot_name: z.string(),
  /** What the visitor asked first and what was said last, in one line each. */
  first_question: z.string(),
  last_message: z.string(),
  messages: z.number().int(),
  /** How many of its questions were not answered. */
  unanswered: z.number().int(),
  created_at: z.string(),
  updated_at: z.string(),
})
export type Conversation = z.infer<typeof conversationSchema>

/** `found`: of a search, the newest message that holds the words. */
export const conversationPageSchema = z.object({
  conversations: z.array(
    conversationSchema.extend({
      found: z.object({ role: z.enum(['user', 'assistant']), excerpt: z.string(), created_at: z.string() }).nullable(),
    }),
  ),
  /** Where the next page goes on; null after the last one. A page may be short with more to come. */
  next_cursor: z.string().nullable(),
})
export type ConversationPage = z.infer<typeof conversationPageSchema>
export type ListedConversation = ConversationPage['conversations'][number]

export const messageSchema = z.object({
  id: z.string(),
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  created_at: z.string(),
  /** `partial`: the answer was cut off. `failed`: this question got no answer and was not counted. */
  status: z.enum(['complete', 'partial', 'failed']),
  /** Null for a visitor's message. */
  answered: z.boolean().nullable(),
  /** What the answer was made from. */
  sources: z.array(
    z.object({ title: z.string(), url: z.string().nullable(), excerpt: z.string(), relevance: z.number() }),
  ),
})
export type Message = z.infer<typeof messageSchema>

export const transcriptSchema = z.object({
  conversation: conversationSchema,
  /** Oldest first. */
  messages: z.array(messageSchema),
  next_cursor: z.string().nullable(),
})
export type Transcript = z.infer<typeof transcriptSchema>
