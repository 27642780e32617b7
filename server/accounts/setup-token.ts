import { randomBytes } from 'node:crypto'
import { isSameSecret } from '../same-secret.ts'

/** Lets the reader of the log create the account; worthless once an account exists. */
export type SetupToken = {
  value: string
  matches(given: string): boolean
}

export function createSetupToken(): SetupToken {
  const value = randomBytes(32).toString('base64url')
  return { value, matches: (given) => isSameSecret(given, value) }
}
