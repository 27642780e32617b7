import type { ErrorCode } from './errors.ts'

export const MAX_MESSAGE_CHARS = 4000

/** Where an answer was taken from. `url` is null for pasted text. */
export type AnswerSource = { title: string; url: string | null; excerpt: string }

/** One `data:` line of the chat stream. `done` or `error` is always the last. */
export type ChatEvent =
  | { type: 'token'; content: string }
  | { type: 'done'; message_id: string; answered: boolean; sources: AnswerSource[] }
  | { type: 'error'; code: ErrorCode; message: string }
