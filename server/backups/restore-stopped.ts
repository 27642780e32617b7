import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '#server/errors.ts'
import type { Deps } from '#server/deps.ts'
import type { Store } from '#server/store/store.ts'
import { syncFolder } from '#server/sync-folder.ts'
import { bringAvatars, settleAvatars, takeAvatars, toAside } from './avatars.ts'
import { exchange } from './exchange.ts'
import { makeBackup, type MakeDeps } from './make-backup.ts'
import { DATABASE } from './manifest.ts'

type Needed = Omit<MakeDeps, 'config'> & Pick<Deps, 'config'> & { openStore: () => Promise<Store> }
/** What was there before: a backup of it, or a database that nobody could read, as it was. */
export type Kept = { backup: string } | { aside: string }

/** With no server running and the data folder's lock held: puts an unpacked backup in the place of everything. */
export async function restoreStopped(deps: Needed, unpacked: string): Promise<Kept | undefined> {
  const { databasePath } = deps.config
  if (!existsSync(databasePath)) {
    await takeEmptyPlace(deps, unpacked)
    return undefined
  }
  const present = await openReadable(deps)
  if (present === undefined) {
    const aside = toAside(databasePath, deps.now())
    await takeEmptyPlace(deps, unpacked, aside)
    return { aside }
  }
  const { backup, store } = present
  try {
    await bringAvatars(deps.config, unpacked)
    await exchange({ ...deps, store, handOver: deps.files.handOver }, unpacked, undefined)
  } finally {
    await settleAvatars({ ...deps, store })
    await store.close()
  }
  return { backup }
}

/** Undefined when the database cannot be read; whatever else goes wrong stops the restore. */
async function openReadable(deps: Needed): Promise<{ backup: string; store: Store } | undefined> {
  try {
    await deps.files.assertSound(deps.config.databasePath)
    return { backup: await makeBackup(deps, 'before_restore'), store: await deps.openStore() }
  } catch (error) {
    if (error instanceof AppError && error.code === 'unprocessable') return undefined
    throw error
  }
}

/** `aside` is where what is there goes first. */
async function takeEmptyPlace({ config, files }: Needed, unpacked: string, aside?: string): Promise<void> {
  const { databasePath } = config
  await files.handOver(join(unpacked, DATABASE), undefined)
  await bringAvatars(config, unpacked)
  for (const suffix of ['-wal', '-shm', '']) {
    const path = databasePath + suffix
    if (!existsSync(path)) continue
    await (aside === undefined ? rm(path) : rename(path, aside + suffix))
  }
  await rename(join(unpacked, DATABASE), databasePath)
  await syncFolder(dirname(databasePath))
  await takeAvatars(config)
}
