import type { Bot } from '#shared/bot.ts'
import type { Look } from '../preview/messages.ts'
import type { BotDraft } from './bot-form.ts'

/** How the widget looks with this draft; without one, as saved. Browsers may hold the public config for a minute, so a preview is told. */
export function botLook(bot: Bot, draft: Pick<BotDraft, keyof Look & keyof BotDraft> = bot): Look {
  const { name, welcome_message, accent_color, position, show_button_text, button_text } = draft
  return {
    // What is empty or half typed cannot be saved: the saved one stands.
    name: name.trim() || bot.name,
    welcome_message: welcome_message.trim() || bot.welcome_message,
    avatar_url: bot.avatar_url,
    position,
    show_button_text,
    button_text: button_text.trim() || bot.button_text,
    ...(/^#[0-9a-f]{6}$/i.test(accent_color) && { accent_color }),
  }
}
