import { expect, test } from 'vitest'
import type { Source } from '#shared/source.ts'
import { learnedWords, readWords, trainingPercent, trainingWords } from './training-words.ts'

const source: Source = {
  id: 's1',
  bot_id: 'b1',
  type: 'url',
  content: 'https://bakery.example/',
  title: 'Bakery',
  status: 'queued',
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
  created_at: '2026-11-22T12:00:00Z',
  updated_at: '2026-11-22T12:00:00Z',
  trained_at: null,
}

test.each<[Partial<Source>, string, number]>([
  [{ status: 'queued' }, 'Waiting for its turn', 2],
  [{ status: 'fetching' }, 'Fetching the page', 8],
  [{ status: 'reading' }, 'Reading it', 16],
  [{ status: 'embedding' }, 'Learning', 25],
  [{ status: 'embedding', progress_done: 40, progress_total: 120 }, 'Learning 40 of 120 passages', 50],
  [{ status: 'embedding', progress_done: 1200, progress_total: 1200 }, 'Learning 1,200 of 1,200 passages', 100],
])('%j reads "%s" at %i %%', (state, words, percent) => {
  expect(trainingWords({ ...source, ...state })).toBe(words)
  expect(trainingPercent({ ...source, ...state })).toBe(percent)
})

test('what was read is told as soon as it is known', () => {
  expect(readWords(source)).toBe('')
  expect(readWords({ ...source, progress_words: 1240, progress_chunks: 1 })).toBe('1,240 words, 1 chunk')
})

const learned = (changes: Partial<Source>): Source => ({
  ...source,
  status: 'done',
  words: 1000,
  chunks: 8,
  started_at: '2026-11-22T12:00:00Z',
  trained_at: '2026-11-22T12:00:07Z',
  ...changes,
})

test.each<[string, Source[], string]>([
  ['one page', [learned({})], '1 page, 1,000 words, 8 chunks in 7 seconds'],
  [
    'pages and a text',
    [learned({}), learned({}), learned({ type: 'text' })],
    '2 pages, 1 text, 3,000 words, 24 chunks in 21 seconds',
  ],
  ['minutes', [learned({ trained_at: '2026-11-22T12:04:00Z' })], '1 page, 1,000 words, 8 chunks in 4 minutes'],
  [
    'the blink of an eye',
    [learned({ trained_at: '2026-11-22T12:00:00.200Z' })],
    '1 page, 1,000 words, 8 chunks in 1 second',
  ],
  [
    'nothing of what failed',
    [learned({}), { ...source, status: 'error' }],
    '1 page, 1,000 words, 8 chunks in 7 seconds',
  ],
  ['no time that is not known', [learned({ started_at: null })], '1 page, 1,000 words, 8 chunks'],
  [
    'no time of a later training that failed',
    [learned({ status: 'error', started_at: '2026-11-23T12:00:00Z' })],
    '1 page, 1,000 words, 8 chunks',
  ],
])('what was learned holds %s', (_name, sources, words) => {
  expect(learnedWords(sources)).toBe(words)
})
