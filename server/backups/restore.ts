import { finishDeletions } from '#server/bots/bots.ts'
import { failInterrupted } from '#server/knowledge/ingest.ts'
import type { Deps } from '#server/deps.ts'
import type { SessionRecord } from '#server/store/account-store.ts'
import type { DatabaseFiles } from '#server/store/database-files.ts'
import { bringAvatars, settleAvatars } from './avatars.ts'
import { exchange } from './exchange.ts'
import type { Report, RunBackupJob, Unpacked } from './work.ts'

export type RestoreDeps = Pick<Deps, 'config' | 'store' | 'workshop' | 'log' | 'now'> & {
  runJob: RunBackupJob
  /** Ends the open chats, runs `work` with no new ones, and lets them in again. */
  pauseChats<T>(work: () => Promise<T>): Promise<T>
}

/**
 * Puts an unpacked backup in the place of everything, and keeps what was there as a backup of its own. The owner stays
 * signed in, other devices do not.
 */
export async function restore(
  deps: RestoreDeps,
  unpacked: Unpacked,
  session: SessionRecord,
  report: Report,
): Promise<string> {
  try {
    return await takePlace(deps, unpacked, session, report)
  } finally {
    await finishDeletions(deps)
  }
}

async function takePlace(
  deps: RestoreDeps,
  unpacked: Unpacked,
  session: SessionRecord,
  report: Report,
): Promise<string> {
  const { config, runJob } = deps
  try {
    // As long as it takes: nobody has to wait for it.
    await bringAvatars(config, unpacked.folder)
    return await deps.pauseChats(() =>
      deps.workshop.pause(async () => {
        try {
          const backup = await runJob('make', { config: pathsOf(config), kind: 'before_restore' }, report)
          report('replacing', 99)
          const handOver: DatabaseFiles['handOver'] = (database, keep) => runJob('hand_over', { database, keep })
          await exchange({ ...deps, handOver }, unpacked.folder, session)
          return backup
        } finally {
          // The pause broke them off, whatever became of the restore; those asked for meanwhile begin after it.
          await failInterrupted(deps)
        }
      }),
    )
  } finally {
    await settleAvatars(deps)
  }
}

export const pathsOf = ({ databasePath, uploadPath, backupPath }: Deps['config']) => ({
  databasePath,
  uploadPath,
  backupPath,
})
