import { z } from 'zod'
import { checkFields } from '../check-fields.ts'
import { botChangesSchema, MICRO_USD, type Bot, type BotChanges } from '#shared/bot.ts'
import { toLines, toSites } from './allowed-sites.ts'

/** What the owner is typing. Limit and budget (in dollars) are text here, since a half-typed number is none, and so are the sites, a line each. */
export type BotDraft = Pick<
  Bot,
  | 'name'
  | 'welcome_message'
  | 'fallback_message'
  | 'accent_color'
  | 'position'
  | 'show_button_text'
  | 'button_text'
  | 'relevance_cut'
> & { message_limit: string; budget_micro_usd: string; allowed_origins: string }

export const toDraft = (bot: Bot): BotDraft => ({
  name: bot.name,
  welcome_message: bot.welcome_message,
  fallback_message: bot.fallback_message,
  accent_color: bot.accent_color,
  position: bot.position,
  show_button_text: bot.show_button_text,
  button_text: bot.button_text,
  relevance_cut: bot.relevance_cut,
  message_limit: String(bot.message_limit),
  allowed_origins: toLines(bot.allowed_origins),
  budget_micro_usd: bot.budget_micro_usd === null ? '' : String(bot.budget_micro_usd / MICRO_USD),
})

/** The draft as the server takes it; an unreadable limit is no number. */
export const toValues = (draft: BotDraft) => ({
  ...draft,
  message_limit: toLimit(draft.message_limit),
  allowed_origins: toSites(draft.allowed_origins),
  budget_micro_usd: toBudget(draft.budget_micro_usd),
})

/** Only what differs from the saved bot; an unreadable limit counts as a change, to be refused by name. */
export function toChanges(bot: Bot, draft: BotDraft): BotChanges {
  const saved: Record<string, unknown> = bot
  const differs = ([field, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(saved[field])
  return Object.fromEntries(Object.entries(toValues(draft)).filter(differs))
}

export const toLimit = (text: string): number => (/^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN)

/** Null for nothing, and no number for what is no amount of dollars, or could be two: 1,000 is one to some, a thousand to others. */
export function toBudget(text: string): number | null {
  if (text.trim() === '') return null
  const amount = /^\s*\$?\s*(\d+(?:\.\d{1,6}|,\d{1,2})?)\s*$/.exec(text)?.[1]
  return amount === undefined ? Number.NaN : Math.round(Number(amount.replace(',', '.')) * MICRO_USD)
}

const RULES = {
  ...botChangesSchema.shape,
  message_limit: z.string().transform(toLimit).pipe(botChangesSchema.shape.message_limit),
  allowed_origins: z.string().transform(toSites).pipe(botChangesSchema.shape.allowed_origins),
  budget_micro_usd: z
    .string()
    .transform(toBudget)
    .refine(
      (budget) => !Number.isNaN(budget),
      'Write dollars such as 5, 2.50 or 1000, or leave it empty for no budget.',
    )
    .pipe(botChangesSchema.shape.budget_micro_usd),
}

/** The server's own rules for what is being typed. */
export const checkDraft = (values: Record<string, unknown>): Record<string, string> => checkFields(RULES, values)

/** Which tab shows a field, in the order they are shown. */
export const TAB_OF = {
  name: 'basics',
  welcome_message: 'basics',
  accent_color: 'appearance',
  position: 'appearance',
  show_button_text: 'appearance',
  button_text: 'appearance',
  message_limit: 'settings',
  budget_micro_usd: 'settings',
  relevance_cut: 'settings',
  fallback_message: 'settings',
  allowed_origins: 'settings',
} as const satisfies Record<keyof BotDraft, string>

export const FIELDS = [
  'name',
  'welcome_message',
  'accent_color',
  'position',
  'show_button_text',
  'button_text',
  'message_limit',
  'budget_micro_usd',
  'relevance_cut',
  'fallback_message',
  'allowed_origins',
] as const satisfies (keyof BotDraft)[]
