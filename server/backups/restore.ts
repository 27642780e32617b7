import { copyFile, mkdir, readdir, rm } from 'node:fs/promises'
import { constants } from 'node:fs'
import { join } from 'node:path'
import { failInterrupted } from '#server/knowledge/ingest.ts'
import type { Deps } from '#server/deps.ts'
import type { SessionRecord } from '#server/store/store.ts'
import { AVATARS, DATABASE, IS_AVATAR } from './manifest.ts'
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
      await runJob('hand_over', { database, keep: account && { account, session } })
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

/** A picture's name is used once, so one that is there already is the same. */
async function addAvatars({ uploadPath }: Pick<Deps['config'], 'uploadPath'>, unpacked: string): Promise<void> {
  const [from, to] = [join(unpacked, AVATARS), join(uploadPath, AVATARS)]
  await mkdir(to, { recursive: true })
  const present = new Set(await readdir(to))
  const missing = (await readdir(from)).filter((name) => !present.has(name))
  await Promise.all(missing.map((name) => copyFile(join(from, name), join(to, name), constants.COPYFILE_EXCL)))
}

/** Those of the bots that are gone; they are in the backup that was made before. */
async function removeStrayAvatars({ config, store }: Pick<Deps, 'config' | 'store'>): Promise<void> {
  const used = new Set((await store.bots.list()).map(({ avatar_file }) => avatar_file))
  const folder = join(config.uploadPath, AVATARS)
  const strays = (await readdir(folder)).filter(
    (name) => IS_AVATAR.test(name) && !used.has(name.replace(/-\d+\.\w+$/, '')),
  )
  await Promise.all(strays.map((name) => rm(join(folder, name), { force: true })))
}
