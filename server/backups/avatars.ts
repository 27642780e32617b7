import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { copyDurably } from '#server/copy-durably.ts'
import type { Deps } from '#server/deps.ts'
import { syncFolder } from '#server/sync-folder.ts'
import { AVATARS, IS_AVATAR } from './manifest.ts'

/** A picture that is not whole yet has another name. */
const COMING = '.coming-'

/** A picture's name is used once, so one that is there already is the same. */
export async function addAvatars({ uploadPath }: Pick<Deps['config'], 'uploadPath'>, unpacked: string): Promise<void> {
  const [from, to] = [join(unpacked, AVATARS), join(uploadPath, AVATARS)]
  await mkdir(to, { recursive: true })
  const present = new Set(await readdir(to))
  for (const name of await readdir(from)) {
    if (present.has(name)) continue
    await copyDurably(join(from, name), join(to, COMING + name))
    await rename(join(to, COMING + name), join(to, name))
  }
  await syncFolder(to)
}

/**
 * Those of bots that are gone; they are in the backup that was made before. Where a database was set aside, no bot's: it
 * may come back.
 */
export async function removeStrayAvatars({ config, store }: Pick<Deps, 'config' | 'store'>): Promise<void> {
  if (await wasSetAside(config)) return
  const folder = join(config.uploadPath, AVATARS)
  const names = await readdir(folder).catch(() => [])
  const used = new Set((await store.bots.list()).map(({ avatar_file }) => avatar_file))
  const isStray = (name: string) => name.startsWith(COMING) || (IS_AVATAR.test(name) && !used.has(toAvatarFile(name)))
  await Promise.all(names.filter(isStray).map((name) => rm(join(folder, name), { force: true })))
}

/** Where a database goes that cannot be read, when a backup takes its place. */
export const toAside = (databasePath: string, time: Date): string =>
  `${databasePath}.before-restore-${time.toISOString().slice(0, 19).replaceAll(':', '-')}Z`

async function wasSetAside({ databasePath }: Pick<Deps['config'], 'databasePath'>): Promise<boolean> {
  const names = await readdir(dirname(databasePath)).catch(() => [])
  return names.some((name) => name.startsWith(`${basename(databasePath)}.before-restore-`))
}

/** What a bot knows its picture by, of one of the picture's files. */
export const toAvatarFile = (name: string): string => name.replace(/-\d+\.\w+$/, '')
