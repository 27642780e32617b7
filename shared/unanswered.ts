import { z } from 'zod'
import { usedChunkSchema } from './used-chunk.ts'
import { MAX_QUESTION_CHARS } from './answer-text.ts'
import { MAX_MESSAGE_CHARS } from './chat.ts'
import { MAX_TEXT_CHARS } from './source.ts'

export const tryQuestionSchema = z.strictObject({
  question: z
    .string('The question must be text.')
    .overwrite((text) => text.toWellFormed().trim())
    .min(1, 'Type a question first.')
    .max(MAX_MESSAGE_CHARS, `The question is too long. Keep it under ${MAX_MESSAGE_CHARS} characters.`),
})

/** What a bot would do with a question, and what it found. */
export const questionTrialSchema = z.object({
  outcome: z.enum(['answers', 'refuses', 'small_talk']),
  /** The bot's relevance cut. */
  cut: z.number(),
  /** Best first; `used` are those at the cut or above. */
  chunks: z.array(usedChunkSchema),
  /** Why the meaning of the question was not searched for, only its words. */
  remark: z.string().nullable(),
})
export type QuestionTrial = z.infer<typeof questionTrialSchema>

/** Questions that a bot could not answer and that ask the same. */
export const unansweredGroupSchema = z.object({
  bot_id: z.string(),
  /** As it was asked most often. */
  question: z.string(),
  last_asked_at: z.string(),
  /** Most often asked first, each with the conversation it was asked in last. */
  wordings: z.array(
    z.object({ text: z.string(), count: z.number().int(), last_asked_at: z.string(), conversation_id: z.string() }),
  ),
  /** Each time it was asked, oldest first: the first of them stays, whoever asks next. */
  question_ids: z.array(z.string()),
})
export type UnansweredGroup = z.infer<typeof unansweredGroupSchema>

/** Most often asked first. */
export const unansweredSchema = z.object({
  groups: z.array(unansweredGroupSchema),
  /** How many groups there are, be they listed or not. */
  total: z.number().int(),
  /** There are older questions, which were not looked at. */
  is_bounded: z.boolean(),
})
export type Unanswered = z.infer<typeof unansweredSchema>

/** Only the newest questions are looked at, and of their groups only those asked most often are listed. */
export const MAX_UNANSWERED = 2000
export const MAX_GROUPS = 200

export const questionIdsSchema = z.array(z.string('The id must be text.').min(1).max(64)).min(1).max(MAX_UNANSWERED)

const MAX_ANSWER_CHARS = MAX_TEXT_CHARS - 5_000
export const answerSchema = z.strictObject({
  question: z
    .string('The question must be text.')
    .overwrite((text) => text.toWellFormed().trim())
    .min(1, 'The question is empty. Write what visitors ask.')
    .max(MAX_QUESTION_CHARS, `The question is too long. Keep it under ${MAX_QUESTION_CHARS} characters.`),
  answer: z
    .string('The answer must be text.')
    .overwrite((text) => text.toWellFormed().trim())
    .min(1, 'The answer is empty. Write what visitors should read.')
    .max(
      MAX_ANSWER_CHARS,
      `The answer is too long. Keep it under ${MAX_ANSWER_CHARS.toLocaleString('en')} characters.`,
    ),
  /** Other ways to ask it; those that are long or say the same are left out. */
  wordings: z
    .array(z.string().overwrite((text) => text.toWellFormed()))
    .max(100, 'These are too many wordings.')
    .default([]),
})
export type NewAnswer = z.infer<typeof answerSchema>

/** What asking them once more came to. */
export const checkedSchema = z.object({
  /** How many questions are answered by now, and so settled. */
  answered: z.number().int(),
  /** Wordings that are still refused. */
  refused: z.array(z.string()),
})
export type Checked = z.infer<typeof checkedSchema>
