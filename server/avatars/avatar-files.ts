import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { syncFolder } from '../sync-folder.ts'
import { AVATAR_FORMATS, AVATAR_SIZES, type AvatarFormat, type AvatarSize, type DrawnAvatar } from './draw-avatar.ts'

type ConfigDeps = Pick<Deps, 'config'>

/** A database may come from a backup that somebody changed. */
const IS_FILE_NAME = /^[\w-]{1,64}$/

const folderOf = ({ config }: ConfigDeps): string => join(config.uploadPath, 'avatars')
const pathOf = (deps: ConfigDeps, file: string, size: AvatarSize, format: AvatarFormat): string =>
  join(folderOf(deps), `${file}-${size}.${format}`)

/** Undefined when the file is gone. */
export async function readAvatar(
  deps: ConfigDeps,
  file: string,
  size: AvatarSize,
  format: AvatarFormat,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!IS_FILE_NAME.test(file)) return undefined
  try {
    return new Uint8Array(await readFile(pathOf(deps, file, size, format)))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** They are on the disk when it settles. Throws `unavailable` when the disk does not take it. */
export async function writeAvatar(deps: ConfigDeps, file: string, drawn: DrawnAvatar[]): Promise<void> {
  try {
    await mkdir(folderOf(deps), { recursive: true })
    await Promise.all(
      drawn.map(({ size, format, bytes }) =>
        writeFile(pathOf(deps, file, size, format), bytes, { flag: 'wx', mode: 0o600, flush: true }),
      ),
    )
    await syncFolder(folderOf(deps))
  } catch (error) {
    await deleteAvatar(deps, file)
    throw new AppError('unavailable', 'The picture could not be saved. Check that the disk has room.', { cause: error })
  }
}

/** Removes the files behind a bot's `avatar_file`; nothing happens when there are none. */
export async function deleteAvatar(deps: ConfigDeps, file: string | null): Promise<void> {
  if (file === null || !IS_FILE_NAME.test(file)) return
  await Promise.all(
    AVATAR_SIZES.flatMap((size) =>
      AVATAR_FORMATS.map((format) => rm(pathOf(deps, file, size, format), { force: true })),
    ),
  )
}
