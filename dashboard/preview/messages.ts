import type { AnswerSource } from '#shared/chat.ts'
import type { WidgetConfig } from '#shared/widget-config.ts'

/** The look of a widget that may not be saved yet. */
export type Look = Partial<
  Pick<
    WidgetConfig,
    'name' | 'welcome_message' | 'avatar_url' | 'accent_color' | 'position' | 'show_button_text' | 'button_text'
  >
>

/** What the dashboard asks of the page it frames. */
export type ToPage =
  | { type: 'show'; bot_id: string; api_key: string; look: Look; open: boolean; remembers: boolean }
  | { type: 'reset' }
  | { type: 'ask'; message: string }

export type WidgetAnswer = { message_id: string; answered: boolean; content: string; sources: AnswerSource[] }

/** What the framed page reports. `listening` comes first: earlier messages would be lost. */
export type FromPage =
  { type: 'listening' } | { type: 'question'; content: string } | { type: 'answer'; answer: WidgetAnswer }
