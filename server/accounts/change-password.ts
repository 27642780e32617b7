import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { SessionRecord } from '../store/account-store.ts'
import { hashPassword, verifyPassword } from './password.ts'

/** Ends every session but this one. Throws `forbidden` for a wrong current password; guesses count as failed sign-ins. */
export async function changePassword(
  deps: Pick<Deps, 'store' | 'loginLimits'>,
  input: { current_password: string; new_password: string },
  from: { ip: string; session: SessionRecord },
): Promise<void> {
  const account = await deps.store.account.find()
  if (!account) throw new AppError('not_found', 'There is no account yet.')
  await deps.loginLimits.take(from.ip, account.username)
  if (!(await verifyPassword(input.current_password, account.password_hash))) {
    throw new AppError('forbidden', 'The current password is not right.')
  }
  await deps.loginLimits.reset(from.ip, account.username)
  await deps.store.account.replacePassword(await hashPassword(input.new_password), from.session.token_hash)
}
