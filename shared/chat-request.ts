import { z } from 'zod'
import { MAX_MESSAGE_CHARS } from './chat.ts'

/** 8 to 128 URL-safe characters; the widget sends 128 random bits. */
export const sessionIdSchema = z
  .string('session_id must be text.')
  .regex(/^[\w-]{8,128}$/, 'session_id must be 8 to 128 letters, digits, "-" or "_".')

export const chatRequestSchema = z.strictObject({
  bot_id: z.string('bot_id is missing.').min(1).max(64),
  api_key: z.string('api_key is missing.').min(1).max(64),
  session_id: sessionIdSchema,
  message: z
    .string('message must be text.')
    .overwrite((text) => text.toWellFormed().trim())
    .min(1, 'The message is empty.')
    .max(MAX_MESSAGE_CHARS, `The message is too long. Keep it under ${MAX_MESSAGE_CHARS} characters.`),
  /** Used only when the server holds no conversation for the session. */
  conversation_history: z
    .array(z.strictObject({ role: z.enum(['user', 'assistant']), content: z.string().max(MAX_MESSAGE_CHARS * 4) }))
    .max(50)
    .optional(),
})
export type ChatRequest = z.infer<typeof chatRequestSchema>
