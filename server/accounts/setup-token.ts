import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Lets the reader of the log create the account; worthless once an account exists. */
export type SetupToken = {
  value: string
  matches(given: string): boolean
}

export function createSetupToken(): SetupToken {
  const value = randomBytes(32).toString('base64url')
  const expected = sha256(value)
  return {
    value,
    // Digests are of one length, so the comparison tells nothing about the token's.
    matches: (given) => timingSafeEqual(sha256(given), expected),
  }
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
