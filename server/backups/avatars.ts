import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { copyDurably } from '#server/copy-durably.ts'
import type { Deps } from '#server/deps.ts'
import { syncFolder } from '#server/sync-folder.ts'
import { AVATARS, IS_AVATAR } from './manifest.ts'

/** Before its name, a picture belongs to a database that has not taken its place yet. */
const COMING = '.coming-'

type Place = Pick<Deps['config'], 'uploadPath'>
const folderOf = ({ uploadPath }: Place): string => join(uploadPath, AVATARS)

/** Puts the pictures of an unpacked backup beside the present ones. A name is used once, so one that is there is the same. */
export async function bringAvatars(config: Place, unpacked: string): Promise<void> {
  const [from, to] = [join(unpacked, AVATARS), folderOf(config)]
  await mkdir(to, { recursive: true })
  await removeFiles(to, (name) => name.startsWith(COMING))
  const present = new Set(await readdir(to))
  for (const name of await readdir(from)) {
    if (!present.has(name)) await copyDurably(join(from, name), join(to, COMING + name))
  }
  await syncFolder(to)
}

/** Their database is the present one now. */
export async function takeAvatars(config: Place): Promise<void> {
  const folder = folderOf(config)
  const coming = (await listNames(folder)).filter((name) => name.startsWith(COMING))
  await Promise.all(coming.map((name) => rename(join(folder, name), join(folder, name.slice(COMING.length)))))
}

/** At start: a restore that died has exchanged the database or has not. */
export async function settleAvatars({ config, store }: Pick<Deps, 'config' | 'store'>): Promise<void> {
  const used = await listUsed(store)
  await removeFiles(
    folderOf(config),
    (name) => name.startsWith(COMING) && !used.has(toAvatarFile(name.slice(COMING.length))),
  )
  await takeAvatars(config)
}

/**
 * Those of bots that are gone; they are in the backup that was made before. Where a database was set aside, none: it may
 * come back.
 */
export async function removeStrayAvatars({ config, store }: Pick<Deps, 'config' | 'store'>): Promise<void> {
  if (await wasSetAside(config)) return
  const used = await listUsed(store)
  await removeFiles(folderOf(config), (name) => IS_AVATAR.test(name) && !used.has(toAvatarFile(name)))
}

/** Where a database goes that cannot be read, when a backup takes its place. */
export const toAside = (databasePath: string, time: Date): string =>
  `${databasePath}.before-restore-${time.toISOString().slice(0, 19).replaceAll(':', '-')}Z`

async function wasSetAside({ databasePath }: Pick<Deps['config'], 'databasePath'>): Promise<boolean> {
  const names = await listNames(dirname(databasePath))
  return names.some((name) => name.startsWith(`${basename(databasePath)}.before-restore-`))
}

async function listUsed(store: Deps['store']): Promise<Set<string | null>> {
  return new Set((await store.bots.list()).map(({ avatar_file }) => avatar_file))
}

async function removeFiles(folder: string, isWanted: (name: string) => boolean): Promise<void> {
  const names = (await listNames(folder)).filter(isWanted)
  await Promise.all(names.map((name) => rm(join(folder, name), { force: true })))
}

const listNames = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

/** What a bot knows its picture by, of one of the picture's files. */
export const toAvatarFile = (name: string): string => name.replace(/-\d+\.\w+$/, '')
