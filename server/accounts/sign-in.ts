import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { AccountRecord } from '../store/account-store.ts'
import { findDevice } from './device.ts'
import type { Guesser } from './login-limits.ts'
import { verifyPassword } from './password.ts'
import { endSession, findSession, openSession, type OpenedSession } from './sessions.ts'

type From = { ip: string; cookieHeader: string | null }

/** Throws `unauthorized`, alike for an unknown user and a wrong password, or `too_many_requests`. */
export async function signIn(
  deps: Pick<Deps, 'store' | 'loginLimits' | 'now'>,
  input: { username: string; password: string; remember?: boolean | undefined },
  from: From,
): Promise<{ session: OpenedSession; account: AccountRecord }> {
  const username = input.username.trim()
  const account = await deps.store.account.find()
  const guesser = toGuesser(account, username, from)
  await deps.loginLimits.take(guesser)

  const known = account?.username === username ? account : undefined
  const isRight = await verifyPassword(input.password, known?.password_hash, { ahead: 'device' in guesser })
  if (!known || !isRight) throw notRight()

  await deps.loginLimits.reset(guesser)
  const before = await findSession(deps, from.cookieHeader)
  if (before) await deps.store.sessions.delete(before.token_hash)
  const session = await openSession(deps, input.remember ?? false)
  // A new password ends the sessions that are there; this one may have come right after, for the old one.
  if ((await deps.store.account.find())?.password_hash !== known.password_hash) {
    await endSession(deps, session)
    throw notRight()
  }
  return { session, account: known }
}

const notRight = (): AppError => new AppError('unauthorized', 'Username or password is not right.')

function toGuesser(account: AccountRecord | undefined, username: string, { ip, cookieHeader }: From): Guesser {
  const device = account && findDevice(account, cookieHeader)
  return device === undefined ? { ip, username, passwordHash: account?.password_hash } : { device }
}
