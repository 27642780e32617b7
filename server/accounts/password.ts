import { compare, hash } from '@node-rs/bcrypt'
import { AppError } from '../errors.ts'

const COST = 12
/** bcrypt ignores what follows: a longer password would match all that begin like it. */
const MAX_BYTES = 72
/** Each hash holds one of libuv's four threads for about 0.3 s; eight at once starved DNS for 5 s. */
const MAX_AT_ONCE = 2
const MAX_WAITING = 50
/** Of a random password, so that an unknown user costs as much time as a known one. */
const DUMMY_HASH = '$2b$12$MXHCAjbM9sdjSzDjFBtAqOsqXw6MQIEMToWx9NXumM3yG.OfzEGlO'

/** For the owner, who has proven to be that. Throws `bad_input` for a password over 72 bytes. */
export async function hashPassword(password: string): Promise<string> {
  if (isTooLong(password)) throw new AppError('bad_input', 'The password is too long. Use at most 72 bytes.')
  return takeTurn(() => hash(password, COST), { ahead: true })
}

/** Takes the same time whether there is a hash to compare with or not. Strangers wait behind who is `ahead` of them. */
export async function verifyPassword(
  password: string,
  passwordHash: string | undefined,
  order: Order = { ahead: false },
): Promise<boolean> {
  if (passwordHash === undefined || isTooLong(password)) {
    await takeTurn(() => compare('x', DUMMY_HASH), order)
    return false
  }
  return takeTurn(() => compare(password, passwordHash), order)
}

/** A flood of strangers fills the queue, and must not keep the owner out. */
type Order = { ahead: boolean }

const isTooLong = (password: string): boolean => Buffer.byteLength(password) > MAX_BYTES

let atWork = 0
const waiting: (() => void)[] = []

async function takeTurn<T>(work: () => Promise<T>, { ahead }: Order): Promise<T> {
  if (atWork < MAX_AT_ONCE) atWork += 1
  else if (ahead) await new Promise<void>((resolve) => waiting.unshift(resolve))
  else if (waiting.length < MAX_WAITING) await new Promise<void>((resolve) => waiting.push(resolve))
  else
    throw new AppError('overloaded', 'Too many sign-ins at once. Please try again in a moment.', {
      retryAfterSeconds: 10,
    })
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else atWork -= 1
  }
}
