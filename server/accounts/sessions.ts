import { createHash, randomBytes } from 'node:crypto'
import type { Deps } from '../deps.ts'
import type { SessionRecord } from '../store/account-store.ts'
import { parseSessionTokens } from './session-cookie.ts'

const REMEMBERED_SECONDS = 7 * 24 * 60 * 60
const FORGOTTEN_SECONDS = 24 * 60 * 60

/** What the cookie needs; the token itself is kept nowhere else. */
export type OpenedSession = { token: string; maxAgeSeconds: number | undefined }

/** The sign-in that this Cookie header proves. */
export async function findSession(
  deps: Pick<Deps, 'store' | 'now'>,
  cookieHeader: string | null,
): Promise<SessionRecord | undefined> {
  for (const token of parseSessionTokens(cookieHeader)) {
    const session = await deps.store.sessions.find(hashToken(token), deps.now().toISOString())
    if (session) return session
  }
  return undefined
}

/** Always a new token, never one that the browser brought. */
export async function openSession(deps: Pick<Deps, 'store' | 'now'>, remember: boolean): Promise<OpenedSession> {
  const token = randomBytes(32).toString('base64url')
  const seconds = remember ? REMEMBERED_SECONDS : FORGOTTEN_SECONDS
  const now = deps.now()
  await deps.store.sessions.deleteExpired(now.toISOString())
  await deps.store.sessions.create({
    token_hash: hashToken(token),
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + seconds * 1000).toISOString(),
  })
  return { token, maxAgeSeconds: remember ? seconds : undefined }
}

export async function endSession({ store }: Pick<Deps, 'store'>, { token }: OpenedSession): Promise<void> {
  await store.sessions.delete(hashToken(token))
}

const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')
