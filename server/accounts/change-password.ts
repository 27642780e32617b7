import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { AccountRecord, SessionRecord } from '../store/account-store.ts'
import { hashPassword, verifyPassword } from './password.ts'

/** Ends every session but this one. Throws `forbidden` for a wrong current password; a session has as few guesses as a sign-in. */
export async function changePassword(
  deps: Pick<Deps, 'store' | 'loginLimits'>,
  input: { current_password: string; new_password: string },
  session: SessionRecord,
): Promise<AccountRecord> {
  const account = await deps.store.account.find()
  if (!account) throw new AppError('not_found', 'There is no account yet.')
  const guesser = { device: session.token_hash }
  await deps.loginLimits.take(guesser)
  if (!(await verifyPassword(input.current_password, account.password_hash, { ahead: true }))) {
    throw new AppError('forbidden', 'The current password is not right.')
  }
  await deps.loginLimits.reset(guesser)
  const password_hash = await hashPassword(input.new_password)
  await deps.store.account.replacePassword(password_hash, session.token_hash)
  return { ...account, password_hash }
}
