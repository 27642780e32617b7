import { botChangesSchema, type Bot, type BotChanges } from '#shared/bot.ts'
import { checkFields } from '../check-fields.ts'

/** What the owner is typing. The limit is text here, since a half-typed number is none. */
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
> & { message_limit: string }

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
})

/** Only what differs from the saved bot; an unreadable limit counts as a change, to be refused by name. */
export function toChanges(bot: Bot, draft: BotDraft): BotChanges {
  const wanted = { ...draft, message_limit: toLimit(draft.message_limit) }
  const saved: Record<string, unknown> = bot
  return Object.fromEntries(Object.entries(wanted).filter(([field, value]) => value !== saved[field]))
}

export const toLimit = (text: string): number => (/^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN)

export const checkChanges = (changes: BotChanges): Record<string, string> =>
  checkFields(botChangesSchema.shape, changes)

/** Which tab shows a field, so that a refused one can be brought into view. */
export const TAB_OF: Record<keyof BotDraft, 'basics' | 'appearance' | 'settings'> = {
  name: 'basics',
  welcome_message: 'basics',
  accent_color: 'appearance',
  position: 'appearance',
  show_button_text: 'appearance',
  button_text: 'appearance',
  relevance_cut: 'settings',
  fallback_message: 'settings',
  message_limit: 'settings',
}
