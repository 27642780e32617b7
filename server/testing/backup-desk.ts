import { expect } from 'vitest'
import type { Backups } from '#shared/backup.ts'
import type { Deps } from '#server/deps.ts'

type Desk = { deps: Pick<Deps, 'backups'> }

/** Waits until the desk has no work, and shows it. */
export async function rest({ deps }: Desk): Promise<Backups> {
  await expect.poll(async () => (await deps.backups.show()).work, { timeout: 20_000, interval: 20 }).toBeNull()
  return deps.backups.show()
}

/** Has a backup made; its name. */
export async function makeBackup(opened: Desk): Promise<string> {
  opened.deps.backups.create('manual')
  const { outcome } = await rest(opened)
  if (outcome?.name == null) throw new Error(outcome?.failure ?? 'No backup')
  return outcome.name
}
