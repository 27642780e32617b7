import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { AccountRecord } from '../store/account-store.ts'
import { hashPassword } from './password.ts'
import { openSession, type OpenedSession } from './sessions.ts'

/** Creates the one account and signs its owner in. Throws `forbidden` once an account exists or for a wrong token. */
export async function setUp(
  deps: Pick<Deps, 'store' | 'setupToken' | 'now'>,
  input: { token: string; username: string; password: string },
): Promise<{ session: OpenedSession; account: AccountRecord }> {
  if (await deps.store.account.find()) throw alreadySetUp()
  if (!deps.setupToken.matches(input.token)) {
    throw new AppError('forbidden', 'This set-up link is not valid. Use the one in the log of the last start.')
  }
  const account = await createAccount(deps, input)
  return { session: await openSession(deps, false), account }
}

/** Throws `forbidden` when an account exists, also when another request has just created it. */
export async function createAccount(
  deps: Pick<Deps, 'store' | 'now'>,
  { username, password }: { username: string; password: string },
): Promise<AccountRecord> {
  const account = { username, password_hash: await hashPassword(password), created_at: deps.now().toISOString() }
  try {
    await deps.store.account.create(account)
    return account
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') throw alreadySetUp()
    throw error
  }
}

const alreadySetUp = (): AppError => new AppError('forbidden', 'Frontdesk is set up already. Sign in instead.')
