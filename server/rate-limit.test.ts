import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createLimit, tooManyMessages, tooManyRequests } from './rate-limit.ts'

describe('createLimit', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('lets exactly the points through, for each key by itself', async () => {
    const limit = createLimit(2, 60, tooManyMessages)
    const results = await Promise.allSettled(['a', 'a', 'a', 'b'].map((key) => limit.consume(key)))
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(results[2]).toMatchObject({ reason: { code: 'too_many_messages', retryAfterSeconds: 60 } })
  })

  test('opens again when the window is over', async () => {
    const limit = createLimit(1, 60)
    await limit.consume('a')
    vi.advanceTimersByTime(59_000)
    await expect(limit.consume('a')).rejects.toMatchObject({ retryAfterSeconds: 1 })
    vi.advanceTimersByTime(1_000)
    await limit.consume('a')
  })

  test('holds a bounded number of keys and forgets the oldest window', async () => {
    const limit = createLimit(1, 60, tooManyRequests, 2)
    for (const key of ['a', 'b', 'c']) await limit.consume(key)
    await expect(limit.consume('c')).rejects.toThrow('Too many requests')
    await limit.consume('a')
    expect(vi.getTimerCount()).toBe(2)
  })
})
