import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from './errors.ts'

/** Some 16 MB at worst, also after 1,000,000 keys; past it the windows that began first are forgotten. */
const MAX_KEYS = 20_000

export type Limit = {
  /** Takes one point of the key's window; throws when none is left, with the seconds until the window ends. */
  consume(key: string): Promise<void>
  /** The key's window starts anew. */
  reset(key: string): Promise<void>
}
type Refuse = (retryAfterSeconds: number) => AppError

export const tooManyRequests: Refuse = (retryAfterSeconds) =>
  new AppError('too_many_requests', 'Too many requests. Please wait a moment and try again.', { retryAfterSeconds })
export const tooManyMessages: Refuse = (retryAfterSeconds) =>
  new AppError('too_many_messages', 'You are writing faster than I can answer. Please wait a moment and try again.', {
    retryAfterSeconds,
  })

/** `points` in every window of `seconds`, for each key by itself. */
export function createLimit(points: number, seconds: number, refuse = tooManyRequests, maxKeys = MAX_KEYS): Limit {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  const keysByWindowStart = new Set<string>()

  return {
    async consume(key) {
      const result = await limiter.consume(key).catch((reason: unknown) => {
        if (!(reason instanceof RateLimiterRes)) throw reason
        return reason
      })
      if (result.isFirstInDuration) {
        keysByWindowStart.delete(key)
        keysByWindowStart.add(key)
        const [oldest] = keysByWindowStart
        if (keysByWindowStart.size > maxKeys && oldest !== undefined) {
          keysByWindowStart.delete(oldest)
          await limiter.delete(oldest)
        }
      }
      if (result.consumedPoints > points) throw refuse(Math.max(1, result.msBeforeNext / 1000))
    },

    async reset(key) {
      keysByWindowStart.delete(key)
      await limiter.delete(key)
    },
  }
}
