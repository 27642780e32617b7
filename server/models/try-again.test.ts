import { expect, test } from 'vitest'
import { toWaitMs, tryAgain } from './try-again.ts'
import type { UpstreamFailure } from './upstream-error.ts'

const status = (status: number, retryAfterSeconds?: number, code?: string): UpstreamFailure => ({
  kind: 'status',
  status,
  code,
  retryAfterSeconds,
})
const unreachable: UpstreamFailure = { kind: 'unreachable', networkCode: 'ECONNREFUSED' }

test.each<[string, UpstreamFailure, number, number, number | undefined]>([
  ['half a second before the second try', status(500), 1, 0, 500],
  ['a second before the third', status(503), 2, 0, 1000],
  ['up to a quarter more by chance', unreachable, 1, 1, 625],
  ['as long as the server asks for', status(429, 3), 1, 0, 3000],
  ['that by chance too, and never less', status(429, 3), 2, 1, 3750],
  ['no time for a wrong key', status(401), 1, 0, undefined],
  ['no time for an empty account', status(429, 1, 'insufficient_quota'), 1, 0, undefined],
  ['no time for a refused request', status(400), 1, 0, undefined],
  ['no time after a timeout', { kind: 'timeout' }, 1, 0, undefined],
  ['no time for what is no answer', { kind: 'nonsense', what: '' }, 1, 0, undefined],
])('waits %s', (_name, failure, tries, random, expected) => {
  expect(toWaitMs(failure, tries, random)).toBe(expected)
})

test('gives up at once when told to wait longer than it may', async () => {
  let asked = 0
  const attempt = async () => {
    asked++
    throw new Error('busy')
  }
  const settings = { toFailure: () => status(429, 60), maxWaitMs: 5000, signal: new AbortController().signal }
  await expect(tryAgain(attempt, settings)).rejects.toThrow('busy')
  expect(asked).toBe(1)
})

test('a caller who leaves waits for no other try', async () => {
  const leaving = new AbortController()
  const attempt = async () => {
    queueMicrotask(() => leaving.abort(new Error('gone')))
    throw new Error('busy')
  }
  const settings = { toFailure: () => status(429, 60), maxWaitMs: 60_000, signal: leaving.signal }
  await expect(tryAgain(attempt, settings)).rejects.toThrow()
})
