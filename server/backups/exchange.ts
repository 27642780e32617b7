import { join } from 'node:path'
import type { Deps } from '#server/deps.ts'
import type { SessionRecord } from '#server/store/account-store.ts'
import type { DatabaseFiles, KeptAccount } from '#server/store/database-files.ts'
import { DATABASE } from './manifest.ts'

type Needed = Pick<Deps, 'config' | 'store' | 'now'> & Pick<DatabaseFiles, 'handOver'>

/**
 * Puts an unpacked database in the place of the open one; its pictures were brought before. The account stays the present
 * one: whoever made a file must not choose the password. Where it changes meanwhile, the new one is taken.
 */
export async function exchange(deps: Needed, unpacked: string, session: SessionRecord | undefined): Promise<void> {
  const database = join(unpacked, DATABASE)
  for (;;) {
    const keep = await findKept(deps, session)
    await deps.handOver(database, keep)
    if (await deps.store.replaceWith(database, keep)) return
  }
}

async function findKept(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  session: SessionRecord | undefined,
): Promise<KeptAccount | undefined> {
  const account = await store.account.find()
  // Ended meanwhile, it stays ended.
  const alive = session && (await store.sessions.find(session.token_hash, now().toISOString()))
  return account && { account, session: alive }
}
