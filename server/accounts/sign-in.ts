import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { verifyPassword } from './password.ts'
import { findSession, openSession, type OpenedSession } from './sessions.ts'

/** Throws `unauthorized`, alike for an unknown user and a wrong password, or `too_many_requests`. */
export async function signIn(
  deps: Pick<Deps, 'store' | 'loginLimits' | 'now'>,
  input: { username: string; password: string; remember?: boolean | undefined },
  from: { ip: string; cookieHeader: string | null },
): Promise<OpenedSession & { username: string }> {
  const username = input.username.trim()
  await deps.loginLimits.take(from.ip, username)

  const account = await deps.store.account.find()
  const isKnown = account?.username === username
  const isRight = await verifyPassword(input.password, isKnown ? account.password_hash : undefined)
  if (!isRight) throw new AppError('unauthorized', 'Username or password is not right.')

  await deps.loginLimits.reset(from.ip, username)
  const before = await findSession(deps, from.cookieHeader)
  if (before) await deps.store.sessions.delete(before.token_hash)
  return { ...(await openSession(deps, input.remember ?? false)), username }
}
