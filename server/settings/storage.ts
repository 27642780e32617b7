import { readdir, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Counts } from '#shared/backup.ts'
import { toMonth } from '../bots/month.ts'
import type { Deps } from '../deps.ts'

export type Storage = {
  database_bytes: number
  avatar_bytes: number
  backup_bytes: number
  /** On the disk of the database. */
  free_bytes: number
  counts: Counts
  /** Of all bots. */
  month: { messages: number; tokens: number }
}

export async function measureStorage({ config, store, now }: Pick<Deps, 'config' | 'store' | 'now'>): Promise<Storage> {
  const { databasePath } = config
  const { bavail, bsize } = await statfs(dirname(databasePath))
  const sizes = await Promise.all([sizeOf(databasePath), sizeOf(`${databasePath}-wal`)])
  return {
    database_bytes: sizes.reduce((sum, bytes) => sum + bytes),
    avatar_bytes: await sizeOfFolder(join(config.uploadPath, 'avatars')),
    backup_bytes: await sizeOfFolder(config.backupPath),
    free_bytes: bavail * bsize,
    counts: await store.counts.all(),
    month: await store.counts.month(toMonth(now())),
  }
}

async function sizeOfFolder(path: string): Promise<number> {
  const names = await readdir(path).catch(() => [])
  const sizes = await Promise.all(names.map((name) => sizeOf(join(path, name))))
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0
