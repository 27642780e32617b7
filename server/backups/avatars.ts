import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { copyDurably } from '#server/copy-durably.ts'
import type { Deps } from '#server/deps.ts'
import { syncFolder } from '#server/sync-folder.ts'
import { AVATARS, IS_AVATAR } from './manifest.ts'

/** Before its name, a picture belongs to a database that has not taken its place yet. */
const COMING = '.coming-'
/** Stands in their folder as long as a restore is not over. */
const RESTORING = '.restoring'

type Place = Pick<Deps['config'], 'uploadPath'>
const folderOf = ({ uploadPath }: Place): string => join(uploadPath, AVATARS)

/** Puts the pictures of an unpacked backup beside the present ones. A name is used once, so one that is there is the same. */
export async function bringAvatars(config: Place, unpacked: string): Promise<void> {
  const [from, to] = [join(unpacked, AVATARS), folderOf(config)]
  await mkdir(to, { recursive: true })
  await removeFiles(to, (name) => name.startsWith(COMING))
  await writeFile(join(to, RESTORING), '')
  const present = new Set(await readdir(to))
  for (const name of await readdir(from)) {
    if (!present.has(name)) await copyDurably(join(from, name), join(to, COMING + name))
  }
  await syncFolder(to)
}

/** Their database is the present one for sure, and the restore is over. */
export async function takeAvatars(config: Place): Promise<void> {
  const folder = folderOf(config)
  const coming = (await listNames(folder)).filter((name) => name.startsWith(COMING))
  await Promise.all(coming.map((name) => rename(join(folder, name), join(folder, name.slice(COMING.length)))))
  await rm(join(folder, RESTORING))
}

/**
 * Once a restore is over, or at the start after one that died: the present database, the old or the new, says whose
 * pictures stay. Those of bots that are gone are in the backup that was made before; where a database was set aside they
 * stay, for it may come back. Without a restore nothing goes: the folder may be another database's.
 */
export async function settleAvatars({ config, store }: Pick<Deps, 'config' | 'store'>): Promise<void> {
  const folder = folderOf(config)
  if (!(await listNames(folder)).includes(RESTORING)) return
  const used = new Set((await store.bots.list()).map(({ avatar_file }) => avatar_file))
  const isStray = (name: string): boolean => IS_AVATAR.test(name) && !used.has(toAvatarFile(name))
  await removeFiles(folder, (name) => name.startsWith(COMING) && isStray(name.slice(COMING.length)))
  if (!(await wasSetAside(config))) await removeFiles(folder, isStray)
  await takeAvatars(config)
}

/** Where a database goes that cannot be read, when a backup takes its place. */
export const toAside = (databasePath: string, time: Date): string =>
  `${databasePath}.before-restore-${time.toISOString().slice(0, 19).replaceAll(':', '-')}Z`

async function wasSetAside({ databasePath }: Pick<Deps['config'], 'databasePath'>): Promise<boolean> {
  const names = await listNames(dirname(databasePath))
  return names.some((name) => name.startsWith(`${basename(databasePath)}.before-restore-`))
}

async function removeFiles(folder: string, isWanted: (name: string) => boolean): Promise<void> {
  const names = (await listNames(folder)).filter(isWanted)
  await Promise.all(names.map((name) => rm(join(folder, name), { force: true })))
}

const listNames = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

/** What a bot knows its picture by, of one of the picture's files. */
export const toAvatarFile = (name: string): string => name.replace(/-\d+\.\w+$/, '')
