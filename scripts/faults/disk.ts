import { execFile } from 'node:child_process'
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

const DISK_BYTES = 256 * 1024 * 1024
/** Whoever made a namespace of their own meanwhile holds the old mount for as long as they live; mounting would join it. */
const RELEASE_POLL_MS = 50
/** EXT4_IOC_SHUTDOWN with NOLOGFLUSH: from now on every write fails, and what was not flushed never reaches the disk. */
const CUT = 'open(my $d, "<", $ARGV[0]) or die $!; my $how = pack("I", 2); ioctl($d, 0x8004587D, $how) or die $!'

export type Disk = {
  path: string
  /** As a power cut does, but for what a disk forgets that it had promised to keep. */
  cut(): Promise<void>
  /** After the cut, when nobody has a file open there. */
  mountAgain(): Promise<void>
  remove(): Promise<void>
}

/** An ext4 file system of its own in a file. Needs root. */
export async function mountDisk(folder: string): Promise<Disk> {
  const image = join(folder, 'disk.img')
  const path = join(folder, 'disk')
  await writeFile(image, '')
  await truncate(image, DISK_BYTES)
  await run('mkfs.ext4', ['-qF', image])
  await mkdir(path)
  const mount = () => run('mount', ['-o', 'loop', image, path])
  await mount()
  return {
    path,
    cut: async () => void (await run('perl', ['-e', CUT, path])),
    async mountAgain() {
      await run('umount', [path])
      while ((await run('losetup', ['-j', image])).stdout !== '') await wait(RELEASE_POLL_MS)
      await mount()
    },
    async remove() {
      await run('umount', ['-l', path])
      await rm(image)
    },
  }
}
