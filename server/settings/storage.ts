import { readdir, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Counts } from '#shared/backup.ts'
import { isPriced } from '../models/prices.ts'
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
  month: { messages: number; tokens: number; cost_micro_usd: number | null }
}

export async function measureStorage({
  config,
  store,
  prices,
  now,
}: Pick<Deps, 'config' | 'store' | 'prices' | 'now'>): Promise<Storage> {
  const { databasePath } = config
  const { bavail, bsize } = await statfs(dirname(databasePath))
  const month = await store.counts.month(toMonth(now()))
  const sizes = await Promise.all([sizeOf(databasePath), sizeOf(`${databasePath}-wal`)])
  return {
    database_bytes: sizes.reduce((sum, bytes) => sum + bytes),
    avatar_bytes: await sizeOfFolder(join(config.uploadPath, 'avatars')),
    backup_bytes: await sizeOfFolder(config.backupPath),
    free_bytes: bavail * bsize,
    counts: await store.counts.all(),
    month: isPriced(prices) ? month : { ...month, cost_micro_usd: null },
  }
}

async function sizeOfFolder(path: string): Promise<number> {
  const names = await readdir(path).catch(() => [])
  const sizes = await Promise.all(names.map((name) => sizeOf(join(path, name))))
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0
