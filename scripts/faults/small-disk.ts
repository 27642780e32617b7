import { execFile } from 'node:child_process'
import { mkdir, open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
export const MB = 1024 * 1024

export type SmallDisk = {
  path: string
  /** Leaves so many bytes free. */
  fill(freeBytes: number): Promise<void>
  empty(): Promise<void>
  grow(bytes: number): Promise<void>
  remove(): Promise<void>
}

/** A file system in memory that holds so much and no more. Needs root. */
export async function mountSmallDisk(folder: string, bytes: number): Promise<SmallDisk> {
  const path = join(folder, 'disk')
  const ballast = join(path, 'ballast')
  await mkdir(path)
  await run('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path])
  return {
    path,
    async fill(freeBytes) {
      const file = await open(ballast, 'a')
      try {
        for (;;) {
          const { bavail, bsize } = await statfs(path)
          const missing = bavail * bsize - freeBytes
          if (missing <= 0) return
          await file.write(Buffer.alloc(Math.min(missing, MB)))
        }
      } finally {
        await file.close()
      }
    },
    empty: () => rm(ballast, { force: true }),
    grow: async (bytes) => void (await run('mount', ['-o', `remount,size=${bytes}`, path])),
    remove: async () => void (await run('umount', ['-l', path])),
  }
}
