import { expect, test } from 'vitest'
import { describeExchange, describeStep, summarise } from './backup-words.ts'
import { formatBytes } from './format-bytes.ts'

test.each([
  [0, '0 KB'],
  [4_966, '5 KB'],
  [999 * 1024, '999 KB'],
  [1000 * 1024, '1 MB'],
  [24_536_678, '23.4 MB'],
  [250 * 1024 ** 2, '250 MB'],
  [3.21 * 1024 ** 3, '3.2 GB'],
])('%i bytes are %s', (bytes, expected) => {
  expect(formatBytes(bytes)).toBe(expected)
})

const counts = { bots: 3, sources: 1, chunks: 9, conversations: 2, messages: 1200 }

test('what is inside', () => {
  expect(summarise(counts)).toBe('3 bots, 1,200 messages')
})

test.each([
  [{ ...counts, bots: 4, messages: 1 }, 'It replaces your 4 bots by 3, and 1 message by 1,200.'],
  [{ ...counts, bots: 1, messages: 0 }, 'It replaces your 1 bot by 3, and 0 messages by 1,200.'],
  [{ ...counts, bots: 0, messages: 0 }, 'There is nothing here yet that it would replace.'],
])('what it replaces', (present, expected) => {
  expect(describeExchange({ counts, present })).toBe(expected)
})

test('of messages nothing is said where there are none', () => {
  const quiet = { ...counts, messages: 0 }
  expect(describeExchange({ counts: quiet, present: { ...quiet, bots: 4 } })).toBe('It replaces your 4 bots by 3.')
})

test('a restore begins with a backup', () => {
  const work = { id: '1', kind: 'restore', step: 'packing', percent: 1 } as const
  expect(describeStep(work)).toBe('Keeping what is there now')
  expect(describeStep({ ...work, kind: 'backup' })).toBe('Packing it')
})
