import { expect, test } from 'vitest'
import type { Source } from '#shared/source.ts'
import { trainingPercent, trainingWords } from './training-words.ts'

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
  [{ status: 'reading', words: 1240 }, 'Reading 1,240 words', 16],
  [{ status: 'reading', words: 1 }, 'Reading 1 word', 16],
  [{ status: 'embedding' }, 'Learning', 25],
  [{ status: 'embedding', progress_done: 40, progress_total: 120 }, 'Learning 40 of 120', 50],
  [{ status: 'embedding', progress_done: 120, progress_total: 120 }, 'Learning 120 of 120', 100],
])('%j reads "%s" at %i %%', (state, words, percent) => {
  expect(trainingWords({ ...source, ...state })).toBe(words)
  expect(trainingPercent({ ...source, ...state })).toBe(percent)
})
