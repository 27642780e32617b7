export const POSITIONS = ['bottom-right', 'bottom-left', 'bottom-center'] as const
export type Position = (typeof POSITIONS)[number]

/** The widget's own words. `{name}` stands for the bot's name, `{limit}` for a number. */
export type WidgetStrings = {
  open: string
  close: string
  assistant: string
  conversation: string
  message: string
  placeholder: string
  send: string
  stop: string
  start_over: string
  sources: string
  typing: string
  you: string
  retry: string
  stopped: string
  copy: string
  copied: string
  too_long: string
  offline: string
  server_error: string
  too_many_messages: string
  monthly_limit: string
  unread: string
}

/** The answer of `GET /api/public/config/{bot_id}`: exactly these fields, nothing else about the bot. */
export type WidgetConfig = {
  id: string
  name: string
  welcome_message: string
  avatar_url: string | null
  accent_color: string
  position: Position
  show_button_text: boolean
  button_text: string
  language: string
  direction: 'ltr' | 'rtl'
  strings: WidgetStrings
}
