import { changePasswordSchema, loginSchema, setupSchema } from '#shared/account.ts'
import {
  botChangesSchema,
  botSchema,
  botUpdateSchema,
  DEFAULT_ACCENT_COLOR,
  DEFAULT_BUTTON_TEXT,
  DEFAULT_FALLBACK_MESSAGE,
  DEFAULT_RELEVANCE_CUT,
  DEFAULT_WELCOME_MESSAGE,
  newBotSchema,
  sightingSchema,
} from '#shared/bot.ts'
import { siteCheckSchema } from '#shared/site-check.ts'
import { describe } from './described.ts'

const settable = {
  name: 'The name that visitors see',
  welcome_message: 'What the chat says first',
  fallback_message: 'What it says when the knowledge does not hold the answer',
  accent_color: 'The color of the button and of the visitor’s words',
  position: 'Where the button stands',
  show_button_text: 'Whether the button carries words',
  button_text: 'These words',
  message_limit: 'Messages that it answers a month',
  budget_micro_usd: 'Millionths of a dollar a month; null, no budget',
  relevance_cut: 'Answers are made from chunks of this relevance or more',
  allowed_origins: 'The sites whose pages may use the bot; where the list is empty, any may',
}

const defaults = {
  welcome_message: `"${DEFAULT_WELCOME_MESSAGE}"`,
  fallback_message: `"${DEFAULT_FALLBACK_MESSAGE}"`,
  accent_color: `\`${DEFAULT_ACCENT_COLOR}\``,
  position: '`bottom-right`',
  show_button_text: '`false`',
  button_text: `"${DEFAULT_BUTTON_TEXT}"`,
  message_limit: 'the default of the settings',
  budget_micro_usd: '`null`',
  relevance_cut: `\`${DEFAULT_RELEVANCE_CUT}\``,
  allowed_origins: 'an empty list',
}
const withDefault = (field: keyof typeof defaults): string => `${settable[field]}. By default ${defaults[field]}`

export const botObjects = {
  SetUp: describe(setupSchema, {
    token: 'From the link that the log shows at the first start',
    username: 'The name to sign in with',
    password: 'The password to sign in with, at most 72 bytes',
  }),
  SignIn: describe(loginSchema, {
    username: 'As at set-up',
    password: 'The password',
    remember: 'The session lasts 7 days instead of 24 hours',
  }),
  PasswordChange: describe(changePasswordSchema, {
    current_password: 'The password until now',
    new_password: 'The password from now on, at most 72 bytes',
  }),
  Bot: describe(botSchema, {
    id: 'Its id, for the paths here and for the tag of the widget',
    ...settable,
    avatar_url: 'Where its picture is, on this server; null without one',
    source_type: 'Of its newest source; null without one',
    source_content:
      'The address or the text of its newest source; in the list of bots the first 2,048 characters of a text',
    api_key: 'The widget key; null when `secret.key` was lost: the key goes on working, but cannot be shown',
    message_count: 'Messages taken of this month’s limit',
    cost_micro_usd: 'Millionths of a dollar spent this month; null where nobody knows the model’s price',
    budget_state:
      'Whether a budget is set and what is left of it; with `used_up` and `no_price` the bot answers with quotes',
    prompt_tokens: 'Tokens sent to the model this month',
    completion_tokens: 'Tokens it wrote this month',
    status:
      '`training` while a source is in work; then `error` if the last training failed, else `ready`; `untrained` without any knowledge',
    status_detail: 'Why the last training failed; older knowledge goes on answering',
    trained_at: 'When its knowledge last changed',
    last_question_at: 'When a visitor last wrote or was answered',
    last_seen: 'The site that loaded the widget last',
    created_at: 'When it was made',
    updated_at: 'When it was last changed',
  }),
  NewBot: describe(newBotSchema, {
    name: settable.name,
    welcome_message: withDefault('welcome_message'),
    fallback_message: withDefault('fallback_message'),
    accent_color: withDefault('accent_color'),
    position: withDefault('position'),
    show_button_text: withDefault('show_button_text'),
    button_text: withDefault('button_text'),
    message_limit: withDefault('message_limit'),
    budget_micro_usd: withDefault('budget_micro_usd'),
    relevance_cut: withDefault('relevance_cut'),
    allowed_origins: withDefault('allowed_origins'),
  }),
  BotFields: describe(botChangesSchema, settable),
  BotChanges: describe(botUpdateSchema, {
    ...settable,
    based_on:
      'The values of these fields as you last saw them: where another change of the same field came first, nothing is changed and the answer is 409',
  }),
  Sighting: describe(sightingSchema, {
    host: 'The host of the site, with its port unless it is the usual one',
    seen_at: 'When one of its pages last loaded the widget',
  }),
  SiteCheck: describe(siteCheckSchema, {
    url: 'Where the page was found, after redirects',
    works: 'Whether the bot’s code works on it',
    findings: 'Each thing that is to be said about it',
  }),
  SiteFinding: describe(siteCheckSchema.shape.findings.element, {
    kind: 'What was found, for a program',
    message: 'The same in a sentence for the owner',
    fix: 'What to add to the directive of the site’s policy that refuses the widget',
  }),
}
