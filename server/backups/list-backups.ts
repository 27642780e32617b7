import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Backup } from '#shared/backup.ts'
import { timeOfName } from './backup-name.ts'
import type { Manifest } from './manifest.ts'
import { peekManifest } from './verify-archive.ts'

const BLOCK_BYTES = 512
/** Another program's tar ends with more empty blocks than ours. */
const MAX_FILLING_BYTES = 64 * 1024
const SIZES_WRAP_AT = 2 ** 32

type Found = Omit<Backup, 'is_last_good'>

/** Reads what is in the folder of backups, newest first; a file that it has read stays known as long as it is the same. */
export function openBackupFolder(folder: string): { list(): Promise<Backup[]> } {
  const known = new Map<string, Found>()

  async function look(name: string): Promise<Found | undefined> {
    const path = join(folder, name)
    const stats = await stat(path).catch(() => undefined)
    const madeAt = timeOfName(name)
    if (stats === undefined || !stats.isFile() || madeAt === undefined) return undefined
    const key = `${name} ${stats.size} ${stats.mtimeMs}`
    const found = known.get(key) ?? (await describe(path, { name, bytes: stats.size, made_at: madeAt }))
    known.set(key, found)
    return found
  }

  return {
    async list() {
      const names = await readdir(folder).catch(() => [])
      const found = (await Promise.all(names.map(look))).filter((backup) => backup !== undefined)
      const newestFirst = found.sort((a, b) => (a.made_at < b.made_at ? 1 : -1))
      const lastGood = newestFirst.find(({ verified }) => verified)
      return newestFirst.map((backup) => ({ ...backup, is_last_good: backup === lastGood }))
    },
  }
}

async function describe(path: string, file: Pick<Found, 'name' | 'bytes' | 'made_at'>): Promise<Found> {
  try {
    const { manifest, bytes } = await peekManifest(path)
    const verified = await hasWholeLength(path, manifest, bytes)
    return { ...file, made_at: manifest.made_at, kind: manifest.kind, counts: manifest.counts, verified }
  } catch {
    return { ...file, kind: null, counts: null, verified: false }
  }
}

/** Only a whole backup gets its name, so it can have lost its end since, or been changed; restoring it checks every byte. */
async function hasWholeLength(path: string, manifest: Manifest, manifestBytes: number): Promise<boolean> {
  const sizes = [manifestBytes, ...manifest.files.map(({ bytes }) => bytes)]
  const expected = sizes.reduce((sum, bytes) => sum + BLOCK_BYTES + Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES, 0)
  const beyond = ((await readUnpackedSize(path)) - (expected % SIZES_WRAP_AT) + SIZES_WRAP_AT) % SIZES_WRAP_AT
  return beyond <= MAX_FILLING_BYTES
}

/** A gzip file ends with its unpacked size, in four bytes. */
async function readUnpackedSize(path: string): Promise<number> {
  const file = await open(path)
  try {
    const end = Buffer.alloc(4)
    await file.read(end, 0, 4, (await file.stat()).size - 4)
    return end.readUInt32LE()
  } finally {
    await file.close()
  }
}
