import type { Deps } from '#server/deps.ts'
import { settleAvatars } from './avatars.ts'
import { removeLeftBehind } from './staging.ts'

/** At start: what a backup or a restore left that died with its process. */
export async function clearUp(deps: Pick<Deps, 'config' | 'store' | 'backups' | 'now'>): Promise<void> {
  await deps.backups.discard()
  await settleAvatars(deps)
  await removeLeftBehind(deps.config.backupPath, deps.now(), true)
}
