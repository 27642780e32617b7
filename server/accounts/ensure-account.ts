import { newPasswordSchema, usernameSchema } from '#shared/account.ts'
import type { Deps } from '../deps.ts'
import { createAccount } from './set-up.ts'

/**
 * Creates the account named by ADMIN_USERNAME and ADMIN_PASSWORD unless one exists; true when an account exists afterwards.
 * Throws an Error with one readable line for each bad value.
 */
export async function ensureAccount(deps: Pick<Deps, 'config' | 'store' | 'now'>): Promise<boolean> {
  if (await deps.store.account.find()) return true
  const wanted = deps.config.admin
  if (!wanted) return false

  const username = usernameSchema.safeParse(wanted.username)
  const password = newPasswordSchema.safeParse(wanted.password)
  if (!username.success || !password.success) {
    const problems = [
      ...(username.error?.issues ?? []).map(({ message }) => `ADMIN_USERNAME: ${message}`),
      ...(password.error?.issues ?? []).map(({ message }) => `ADMIN_PASSWORD: ${message}`),
    ]
    throw new Error(problems.join('\n'))
  }
  await createAccount(deps, { username: username.data, password: password.data })
  return true
}
