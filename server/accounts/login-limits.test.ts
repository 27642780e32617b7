import { expect, test, vi } from 'vitest'
import { createLoginLimits } from './login-limits.ts'

test('however many guess, no more than so many are remembered', async () => {
  vi.useFakeTimers()
  const limits = createLoginLimits(100)
  for (let index = 0; index < 5_000; index++) {
    await limits.take({ ip: `${index}`, username: `user ${index}`, passwordHash: undefined })
    await limits.take({ device: `device ${index}` })
  }
  // One for each window that is kept.
  expect(vi.getTimerCount()).toBe(100)
  vi.useRealTimers()
})
