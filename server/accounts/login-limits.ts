import { AppError } from '../errors.ts'
import { createLimit } from '../rate-limit.ts'

const ATTEMPTS = 5
const WINDOW_SECONDS = 15 * 60

/**
 * Whom attempts are counted against. A browser that has signed in before is counted by itself, so that nobody elsewhere can
 * lock its owner out. The hash makes a new password end every lock.
 */
export type Guesser = { device: string } | { ip: string; username: string; passwordHash: string | undefined }

/** Counts attempts before the password is checked, so that parallel guesses count too. */
export type LoginLimits = {
  /** Throws `too_many_requests` when the browser, or the address or the account, has no attempt left. */
  take(guesser: Guesser): Promise<void>
  /** After a success: all start anew. */
  reset(guesser: Guesser): Promise<void>
}

export function createLoginLimits(maxKeys?: number): LoginLimits {
  const limit = createLimit(ATTEMPTS, WINDOW_SECONDS, tooManyFailures, maxKeys)
  return {
    async take(guesser) {
      for (const key of toKeys(guesser)) await limit.consume(key)
    },
    async reset(guesser) {
      for (const key of toKeys(guesser)) await limit.reset(key)
    },
  }
}

function toKeys(guesser: Guesser): string[] {
  if ('device' in guesser) return [`device ${guesser.device}`]
  const { ip, username, passwordHash = '' } = guesser
  return [`ip ${passwordHash} ${ip}`, `username ${passwordHash} ${username}`]
}

function tooManyFailures(retryAfterSeconds: number): AppError {
  const minutes = Math.ceil(retryAfterSeconds / 60)
  return new AppError(
    'too_many_requests',
    `Too many failed attempts. Please try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    { retryAfterSeconds: Math.ceil(retryAfterSeconds) },
  )
}
