import { z } from 'zod'
import { allowedOriginsSchema } from './allowed-origins.ts'
import { POSITIONS } from './widget-config.ts'

export const DEFAULT_WELCOME_MESSAGE = 'Hi! How can I help?'
export const DEFAULT_BUTTON_TEXT = 'Chat with us'
export const DEFAULT_ACCENT_COLOR = '#3B82F6'
export const DEFAULT_FALLBACK_MESSAGE =
  "I don't have that information in my knowledge base. Please contact us directly for help with this."

/** An answer is made from chunks of this relevance or more, 0..1. */
export const DEFAULT_RELEVANCE_CUT = 0.7
/** Under it a bot answers from anything, over it from next to nothing. */
export const RELEVANCE_CUT_RANGE = { min: 0.3, max: 0.95 }
const RELEVANCE_CUT_SENTENCE = `Relevance cut must be a number from ${RELEVANCE_CUT_RANGE.min} to ${RELEVANCE_CUT_RANGE.max}.`

/** From so much of a limit on there is a warning. */
const NEAR_SHARE = 0.8
export const isNear = (taken: number, limit: number): boolean => taken >= limit * NEAR_SHARE

export const MICRO_USD = 1_000_000
const MAX_BUDGET_USD = 1_000_000

const text = (label: string, max: number) =>
  z
    .string({ error: ({ input }) => (input === undefined ? `${label} is missing.` : `${label} must be text.`) })
    .overwrite((value) => value.toWellFormed().trim())
    .min(1, `${label} is empty. Write at least one character.`)
    .max(max, `${label} is too long. Keep it under ${max} characters.`)

/** What the owner may set on a bot. */
const settableShape = {
  name: text('Bot name', 80),
  welcome_message: text('Welcome message', 200),
  fallback_message: text('Fallback message', 500),
  accent_color: z
    .string('Accent color must be text.')
    .regex(/^#[0-9a-fA-F]{6}$/, 'Accent color must be a hex color such as #0B6E4F.'),
  position: z.enum(POSITIONS, 'Position must be bottom-right, bottom-left or bottom-center.'),
  show_button_text: z.boolean('Show button text must be true or false.'),
  button_text: text('Button text', 40),
  message_limit: z
    .number('Monthly message limit must be a number.')
    .int('Monthly message limit must be a whole number.')
    .min(0, 'Monthly message limit cannot be negative.')
    .max(1_000_000, 'Monthly message limit cannot be over 1,000,000.'),
  budget_micro_usd: z
    .number('Monthly budget must be an amount, or none.')
    .int('Monthly budget must be whole millionths of a dollar.')
    .min(0, 'Monthly budget cannot be negative.')
    .max(MAX_BUDGET_USD * MICRO_USD, 'Monthly budget cannot be over $1,000,000.')
    .nullable(),
  relevance_cut: z
    .number(RELEVANCE_CUT_SENTENCE)
    .min(RELEVANCE_CUT_RANGE.min, RELEVANCE_CUT_SENTENCE)
    .max(RELEVANCE_CUT_RANGE.max, RELEVANCE_CUT_SENTENCE),
  allowed_origins: allowedOriginsSchema,
}

const { name, ...optional } = settableShape
export const newBotSchema = z.strictObject({ name, ...z.object(optional).partial().shape })
export const botChangesSchema = z.strictObject({
  name: settableShape.name.exactOptional(),
  welcome_message: settableShape.welcome_message.exactOptional(),
  fallback_message: settableShape.fallback_message.exactOptional(),
  accent_color: settableShape.accent_color.exactOptional(),
  position: settableShape.position.exactOptional(),
  show_button_text: settableShape.show_button_text.exactOptional(),
  button_text: settableShape.button_text.exactOptional(),
  message_limit: settableShape.message_limit.exactOptional(),
  budget_micro_usd: settableShape.budget_micro_usd.exactOptional(),
  relevance_cut: settableShape.relevance_cut.exactOptional(),
  allowed_origins: settableShape.allowed_origins.exactOptional(),
})
/** `based_on`: what the caller last saw of the fields it changes. Where another change came first, this one is refused. */
export const botUpdateSchema = botChangesSchema.extend({ based_on: botChangesSchema.exactOptional() })
export type NewBot = z.infer<typeof newBotSchema>
export type BotChanges = z.infer<typeof botChangesSchema>
export type BotUpdate = z.infer<typeof botUpdateSchema>

export const BOT_STATUSES = ['untrained', 'training', 'ready', 'error'] as const

export const BUDGET_STATES = ['none', 'open', 'used_up', 'no_price'] as const

/** A site whose pages loaded the bot's widget; `host` carries a port unless it is the usual one. */
export const sightingSchema = z.object({ host: z.string(), seen_at: z.string() })
export type Sighting = z.infer<typeof sightingSchema>

/** A bot as the admin sees it. */
export const botSchema = z.object({
  id: z.string(),
  name: z.string(),
  welcome_message: z.string(),
  fallback_message: z.string(),
  avatar_url: z.string().nullable(),
  accent_color: z.string(),
  position: z.enum(POSITIONS),
  show_button_text: z.boolean(),
  button_text: z.string(),
  source_type: z.enum(['url', 'text']).nullable(),
  /** Of the newest source; in the list of bots a text's first 2,048 characters. */
  source_content: z.string().nullable(),
  /** Null when the key cannot be displayed: secret.key was lost or replaced. */
  api_key: z.string().nullable(),
  message_count: z.number().int(),
  message_limit: z.number().int(),
  /** Millionths of a dollar, this month; null where nobody knows the model's price. */
  cost_micro_usd: z.number().int().nullable(),
  budget_micro_usd: z.number().int().nullable(),
  /** Without a model call the bot answers with quotes: when the budget is used up, or the price it is counted by unknown. */
  budget_state: z.enum(BUDGET_STATES),
  prompt_tokens: z.number().int(),
  completion_tokens: z.number().int(),
  relevance_cut: z.number(),
  /** Sites whose pages may use it, as origins or `https://*.host`; none of them means every site. */
  allowed_origins: z.array(z.string()),
  status: z.enum(BOT_STATUSES),
  status_detail: z.string().nullable(),
  trained_at: z.string().nullable(),
  /** When a visitor last wrote or was answered. */
  last_question_at: z.string().nullable(),
  /** The site whose page loaded the widget last. */
  last_seen: sightingSchema.nullable(),
  created_at: z.string(),
  updated_at: z.string(),
})
export type Bot = z.infer<typeof botSchema>
