import { join } from 'node:path'
import { failInterrupted } from '#server/knowledge/ingest.ts'
import type { Deps } from '#server/deps.ts'
import type { SessionRecord } from '#server/store/account-store.ts'
import { addAvatars, removeStrayAvatars } from './avatars.ts'
import { DATABASE } from './manifest.ts'
import type { Report, RunBackupJob, Unpacked } from './work.ts'

export type RestoreDeps = Pick<Deps, 'config' | 'store' | 'workshop' | 'log' | 'now'> & {
  runJob: RunBackupJob
  /** Ends the open chats, runs `work` with no new ones, and lets them in again. */
  pauseChats<T>(work: () => Promise<T>): Promise<T>
}

/**
 * Puts an unpacked backup in the place of everything, and keeps what was there as a backup of its own. The account stays
 * the present one: whoever made a file must not choose the password. The owner stays signed in, other devices do not.
 */
export async function restore(
  deps: RestoreDeps,
  unpacked: Unpacked,
  session: SessionRecord,
  report: Report,
): Promise<string> {
  const { config, store, runJob } = deps
  const database = join(unpacked.folder, DATABASE)
  const kept = await deps.pauseChats(() =>
    deps.workshop.pause(async () => {
      const backup = await runJob('make', { config: pathsOf(config), kind: 'before_restore' }, report)
      report('replacing', 99)
      const account = await store.account.find()
      // Ended meanwhile, it stays ended.
      const alive = await store.sessions.find(session.token_hash, deps.now().toISOString())
      await runJob('hand_over', { database, keep: account && { account, session: alive } })
      await addAvatars(config, unpacked.folder)
      await store.replaceWith(database)
      return backup
    }),
  )
  await failInterrupted(deps)
  await removeStrayAvatars(deps)
  return kept
}

export const pathsOf = ({ databasePath, uploadPath, backupPath }: Deps['config']) => ({
  databasePath,
  uploadPath,
  backupPath,
})
