import { expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import { checkDraft, toBudget, toChanges, toDraft } from './bot-form.ts'

const bot: Bot = {
  id: 'b1',
  name: 'Corner Bakery',
  welcome_message: 'Hi! How can I help?',
  fallback_message: 'Please call us.',
  avatar_url: null,
  accent_color: '#0B6E4F',
  position: 'bottom-right',
  show_button_text: false,
  button_text: 'Chat with us',
  source_type: null,
  source_content: null,
  api_key: 'key1',
  message_count: 450,
  message_limit: 1000,
  cost_micro_usd: null,
  budget_micro_usd: null,
  budget_state: 'none',
  prompt_tokens: 0,
  completion_tokens: 0,
  relevance_cut: 0.7,
  allowed_origins: [],
  status: 'ready',
  status_detail: null,
  trained_at: null,
  last_question_at: null,
  last_seen: null,
  created_at: '2026-11-01T00:00:00Z',
  updated_at: '2026-11-01T00:00:00Z',
}

test('an untouched form has nothing to save', () => {
  expect(toChanges(bot, toDraft(bot))).toEqual({})
})

test('typing a value and typing it back again has nothing to save', () => {
  expect(toChanges(bot, { ...toDraft(bot), message_limit: '01000' })).toEqual({})
})

test('only what differs is sent', () => {
  expect(
    toChanges(bot, {
      ...toDraft(bot),
      name: 'Corner Shop',
      show_button_text: true,
      message_limit: '250',
      relevance_cut: 0.55,
    }),
  ).toEqual({
    name: 'Corner Shop',
    show_button_text: true,
    message_limit: 250,
    relevance_cut: 0.55,
  })
})

test.each([
  [{ name: '   ' }, { name: 'Bot name is empty. Write at least one character.' }],
  [
    { welcome_message: 'x'.repeat(201) },
    { welcome_message: 'Welcome message is too long. Keep it under 200 characters.' },
  ],
  [{ accent_color: '#12' }, { accent_color: 'Accent color must be a hex color such as #0B6E4F.' }],
  [{ message_limit: '' }, { message_limit: 'Monthly message limit must be a number.' }],
  [{ message_limit: '12.5' }, { message_limit: 'Monthly message limit must be a number.' }],
  [{ name: 'Shop', message_limit: '20' }, {}],
])('%j is answered with %j', (typed, problems) => {
  expect(checkDraft({ ...toDraft(bot), ...typed })).toEqual(problems)
})

test.each<[string, number | null]>([
  ['', null],
  ['5', 5_000_000],
  [' $2.50 ', 2_500_000],
  ['0.000001', 1],
  ['2,50', 2_500_000],
  ['1,000', Number.NaN],
  ['0', 0],
  ['five', Number.NaN],
  ['-1', Number.NaN],
  ['1.0000001', Number.NaN],
])('a budget of "%s" dollars', (text, expected) => {
  expect(toBudget(text)).toBe(expected)
})

test('a budget is shown in dollars and sent in millionths', () => {
  const held = { ...bot, budget_micro_usd: 2_500_000 }
  expect(toDraft(held).budget_micro_usd).toBe('2.5')
  expect(toChanges(held, { ...toDraft(held), budget_micro_usd: '2.50' })).toEqual({})
  expect(toChanges(held, { ...toDraft(held), budget_micro_usd: '' })).toEqual({ budget_micro_usd: null })
  expect(checkDraft({ budget_micro_usd: 'five' })).toEqual({
    budget_micro_usd: 'Write dollars such as 5, 2.50 or 1000, or leave it empty for no budget.',
  })
})
