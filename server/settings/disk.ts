import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Config } from '../config.ts'
import { AppError, toAppError } from '../errors.ts'
import type { Store } from '../store/store.ts'

const MB = 1024 * 1024
/** Below a tenth of the disk, as far as that is within these: of 20 GB the last 2, of 4 TB the last 5. */
const LITTLE_BYTES = { least: 500 * MB, most: 5 * 1024 * MB }
/** What a long page takes with its vectors, the write-ahead log, and some room that is left for messages. */
const TRAINING_BYTES = 64 * MB

export type DiskProblem = {
  /** `low`: all still works. `failing`: nothing can be stored. */
  kind: 'low' | 'failing'
  message: string
}

type OnDisk = { config: Pick<Config, 'databasePath'> }

/** What is wrong with the disk of the database, in words for the owner. */
export async function findDiskProblem({
  config,
  store,
}: OnDisk & { store: Pick<Store, 'checkWritable'> }): Promise<DiskProblem | null> {
  try {
    await store.checkWritable()
  } catch (error) {
    return { kind: 'failing', message: toAppError(error).message }
  }
  const { bavail, blocks, bsize } = await statfs(dirname(config.databasePath))
  return describeRoom({ free: bavail * bsize, total: blocks * bsize })
}

/** In bytes. */
export function describeRoom({ free, total }: { free: number; total: number }): DiskProblem | null {
  const { least, most } = LITTLE_BYTES
  if (free >= Math.max(least, Math.min(total / 10, most))) return null
  return {
    kind: 'low',
    message: `The disk is nearly full: ${toMegabytes(free)} left. Make room on the server or delete old backups. Backups and trainings stop first, then no message can be kept.`,
  }
}

/** Trainings stop before messages must. Throws `unavailable` with a sentence. */
export async function assertRoomToTrain({ config }: OnDisk): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(config.databasePath))
  const free = bavail * bsize
  if (free >= TRAINING_BYTES) return
  throw new AppError(
    'unavailable',
    `The disk is nearly full: ${toMegabytes(free)} left. The rest is kept for messages. Make room on the server or delete old backups, then train again.`,
  )
}

const toMegabytes = (bytes: number): string => `${Math.floor(bytes / MB).toLocaleString('en')} MB`
