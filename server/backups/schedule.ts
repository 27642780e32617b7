import type { Deps } from '#server/deps.ts'
import { callAt, nextTime } from './cron.ts'

/** Makes the automatic backups at their times, and at once the one that was missed while the process was off. */
export async function keepSchedule({
  config,
  store,
  backups,
  now,
}: Pick<Deps, 'config' | 'store' | 'backups' | 'now'>): Promise<{ stop(): void }> {
  if (!config.backupEnabled) return { stop: () => undefined }
  const { backups: kept } = await backups.show()
  const last = kept.find(({ kind, verified }) => kind === 'automatic' && verified)?.made_at
  // Where nobody has set up yet there is nothing to lose.
  const since = last ?? (await store.account.find())?.created_at
  if (since !== undefined && nextTime(config.backupSchedule, new Date(since)) <= now()) void backups.runAutomatic()
  return callAt(config.backupSchedule, () => void backups.runAutomatic())
}
