import type { Context } from 'hono'
import { findSession } from '#server/accounts/sessions.ts'
import type { Deps } from '#server/deps.ts'
import { AppError } from '#server/errors.ts'

/** For a plain route of the owner's. Throws `unauthorized`. */
export async function checkSignedIn(deps: Pick<Deps, 'store' | 'now'>, c: Context): Promise<void> {
  const session = await findSession(deps, c.req.header('cookie') ?? null)
  if (!session) throw new AppError('unauthorized', 'Please sign in.')
}
