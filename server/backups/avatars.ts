import { constants } from 'node:fs'
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Deps } from '#server/deps.ts'
import { AVATARS, IS_AVATAR } from './manifest.ts'

/** A picture's name is used once, so one that is there already is the same. */
export async function addAvatars({ uploadPath }: Pick<Deps['config'], 'uploadPath'>, unpacked: string): Promise<void> {
  const [from, to] = [join(unpacked, AVATARS), join(uploadPath, AVATARS)]
  await mkdir(to, { recursive: true })
  const present = new Set(await readdir(to))
  const missing = (await readdir(from)).filter((name) => !present.has(name))
  await Promise.all(missing.map((name) => copyFile(join(from, name), join(to, name), constants.COPYFILE_EXCL)))
}

/** Those of bots that are gone; they are in the backup that was made before. */
export async function removeStrayAvatars({ config, store }: Pick<Deps, 'config' | 'store'>): Promise<void> {
  const used = new Set((await store.bots.list()).map(({ avatar_file }) => avatar_file))
  const folder = join(config.uploadPath, AVATARS)
  const strays = (await readdir(folder)).filter((name) => IS_AVATAR.test(name) && !used.has(toAvatarFile(name)))
  await Promise.all(strays.map((name) => rm(join(folder, name), { force: true })))
}

/** What a bot knows its picture by, of one of the picture's files. */
export const toAvatarFile = (name: string): string => name.replace(/-\d+\.\w+$/, '')
