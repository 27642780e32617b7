import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '../errors.ts'

const ATTEMPTS = 5
const WINDOW_SECONDS = 15 * 60

/** Counts attempts before the password is checked, so that parallel guesses count too. */
export type LoginLimits = {
  /** Throws `too_many_requests` when the address or the account has no attempt left. */
  take(ip: string, username: string): Promise<void>
  /** After a success: both start anew. */
  reset(ip: string, username: string): Promise<void>
}

export function createLoginLimits(): LoginLimits {
  const byIp = new RateLimiterMemory({ points: ATTEMPTS, duration: WINDOW_SECONDS })
  const byUsername = new RateLimiterMemory({ points: ATTEMPTS, duration: WINDOW_SECONDS })
  return {
    async take(ip, username) {
      await consume(byIp, ip)
      await consume(byUsername, username)
    },
    async reset(ip, username) {
      await byIp.delete(ip)
      await byUsername.delete(username)
    },
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason
    const minutes = Math.ceil(reason.msBeforeNext / 60_000)
    throw new AppError(
      'too_many_requests',
      `Too many failed attempts. Please try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
      { retryAfterSeconds: Math.ceil(reason.msBeforeNext / 1000) },
    )
  }
}
