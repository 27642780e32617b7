import { expect, test } from 'vitest'
import type { BotRecord } from '../store/bot-store.ts'
import type { SourceRecord } from '../store/knowledge-store.ts'
import { toBot } from './to-bot.ts'

const record: BotRecord = {
  id: 'bot-1',
  name: 'Anna',
  welcome_message: 'Hi!',
  fallback_message: 'Sorry.',
  accent_color: '#0B6E4F',
  position: 'bottom-left',
  show_button_text: false,
  button_text: 'Ask us',
  avatar_file: null,
  key_sealed: new Uint8Array(),
  message_limit: 1000,
  budget_micro_usd: null,
  relevance_cut: 0.7,
  allowed_origins: [],
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-02T00:00:00.000Z',
}
const vault = { open: () => undefined }

const source = (id: string, fields: Partial<SourceRecord>): SourceRecord => ({
  id,
  bot_id: 'bot-1',
  type: 'text',
  content: `content of ${id}`,
  title: id,
  status: 'done',
  status_detail: null,
  progress_done: 0,
  progress_total: 0,
  progress_words: 0,
  progress_chunks: 0,
  started_at: null,
  step_started_at: null,
  words: 0,
  chunks: 0,
  embedder: null,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
  trained_at: null,
  ...fields,
})
const done = (id: string, at: string) => source(id, { updated_at: at, trained_at: at })
const failed = (id: string, at: string) =>
  source(id, { status: 'error', status_detail: `${id} failed.`, updated_at: at })

test.each([
  ['no source', [], 'untrained', null, null],
  ['one that is done', [done('a', '2026-01-03')], 'ready', null, '2026-01-03'],
  ['one that waits', [source('a', { status: 'queued' })], 'training', null, null],
  [
    'one in work beside one that failed',
    [failed('a', '2026-01-05'), source('b', { status: 'embedding' })],
    'training',
    null,
    null,
  ],
  ['one that failed', [failed('a', '2026-01-03')], 'error', 'a failed.', null],
  [
    'a failure after a success',
    [done('a', '2026-01-03'), failed('b', '2026-01-04')],
    'error',
    'b failed.',
    '2026-01-03',
  ],
  ['a success after a failure', [failed('a', '2026-01-03'), done('b', '2026-01-04')], 'ready', null, '2026-01-04'],
  [
    'an older source trained anew, in vain',
    [{ ...failed('a', '2026-01-05'), trained_at: '2026-01-02' }, done('b', '2026-01-04')],
    'error',
    'a failed.',
    '2026-01-04',
  ],
] as const)('with %s', (_name, sources, status, status_detail, trained_at) => {
  const bot = toBot(record, { sources: [...sources] }, vault)
  expect(bot).toMatchObject({ status, status_detail, trained_at })
})

test('shows the newest source, the usage, the picture and the key', () => {
  const sources = [done('a', '2026-01-03'), source('b', { type: 'url', content: 'https://example.com/faq' })]
  const lastSeen = { bot_id: 'bot-1', host: 'shop.example', seen_at: '2026-01-05' }
  const bot = toBot(
    { ...record, avatar_file: 'f1' },
    { sources, newest: sources.at(-1), usage: { ...USED, messages: 7 }, lastQuestionAt: '2026-01-06', lastSeen },
    { open: (id) => `key of ${id}` },
  )
  expect(bot).toMatchObject({
    last_question_at: '2026-01-06',
    last_seen: { host: 'shop.example', seen_at: '2026-01-05' },
    source_type: 'url',
    source_content: 'https://example.com/faq',
    message_count: 7,
    avatar_url: '/api/public/avatar/bot-1?v=f1',
    api_key: 'key of bot-1',
  })
  expect(bot).not.toHaveProperty('key_sealed')
  expect(bot).not.toHaveProperty('avatar_file')
})

test('a key that cannot be opened is null, and so is what is not there', () => {
  expect(toBot(record, {}, vault)).toMatchObject({
    last_question_at: null,
    last_seen: null,
    api_key: null,
    avatar_url: null,
    source_type: null,
    source_content: null,
  })
})

const USED = { messages: 0, prompt_tokens: 10, completion_tokens: 5, cost_micro_usd: 90, budget_used_up: false }

test.each<[string, number | null, Partial<typeof USED>, boolean, string, number | null]>([
  ['no budget', null, {}, true, 'none', 90],
  ['money left', 100, {}, true, 'open', 90],
  ['nothing left', 90, {}, true, 'used_up', 90],
  ['too little left for an answer', 100, { budget_used_up: true }, true, 'used_up', 90],
  ['a price that nobody knows', 100, {}, false, 'no_price', null],
])('tells of %s', (_name, budget_micro_usd, used, isPriced, budget_state, cost_micro_usd) => {
  const bot = toBot({ ...record, budget_micro_usd }, { usage: { ...USED, ...used }, isPriced }, vault)
  expect(bot).toMatchObject({ budget_micro_usd, budget_state, cost_micro_usd, prompt_tokens: 10, completion_tokens: 5 })
})
