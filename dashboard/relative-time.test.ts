import { expect, test } from 'vitest'
import { relativeTime } from './relative-time.ts'

test.each([
  ['2026-11-22T12:00:00Z', 'just now'],
  ['2026-11-22T11:59:30Z', 'just now'],
  ['2026-11-22T12:00:10Z', 'just now'],
  ['2026-11-22T11:59:00Z', '1 minute ago'],
  ['2026-11-22T11:17:00Z', '43 minutes ago'],
  ['2026-11-22T11:00:20Z', '1 hour ago'],
  ['2026-11-21T12:00:00Z', 'yesterday'],
  ['2026-11-18T12:00:00Z', '4 days ago'],
  ['2026-11-08T12:00:00Z', '2 weeks ago'],
  ['2026-10-20T12:00:00Z', 'last month'],
  ['2024-11-22T12:00:00Z', '2 years ago'],
  ['2026-11-24T12:00:00Z', 'in 2 days'],
])('%s is %s', (iso, expected) => {
  expect(relativeTime(iso, Date.parse('2026-11-22T12:00:00Z'))).toBe(expected)
})
