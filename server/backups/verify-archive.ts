import { createHash } from 'node:crypto'
import { AppError } from '#server/errors.ts'
import { type Entry, readArchive } from './archive.ts'
import { MANIFEST, MAX_MANIFEST_BYTES, type Manifest, parseManifest } from './manifest.ts'

type Keep = (name: string, content: AsyncIterable<Uint8Array>) => Promise<void>

/**
 * Reads an archive to its end: the manifest, then exactly the files it names, each with its size and SHA-256. `keep` gets
 * their bytes as they come, before the sum is known. Throws AppError `unprocessable` for anything else.
 */
export async function verifyArchive(
  path: string,
  report: (bytes: number) => void,
  { onManifest, keep = readAway }: { onManifest?: (manifest: Manifest) => Promise<void>; keep?: Keep } = {},
): Promise<Manifest> {
  let manifest: Manifest | undefined
  const missing = new Map<string, Manifest['files'][number]>()
  let done = 0
  for await (const entry of readArchive(path)) {
    if (manifest === undefined) {
      manifest = await readManifest(entry)
      for (const file of manifest.files) missing.set(file.name, file)
      await onManifest?.(manifest)
      continue
    }
    const file = missing.get(entry.name)
    missing.delete(entry.name)
    if (file === undefined || file.bytes !== entry.bytes) throw altered()
    const hash = createHash('sha256')
    async function* watched(): AsyncGenerator<Uint8Array> {
      for await (const piece of entry.content) {
        hash.update(piece)
        report((done += piece.length))
        yield piece
      }
    }
    await keep(entry.name, watched())
    if (hash.digest('hex') !== file.sha256) throw altered()
  }
  if (manifest === undefined || missing.size > 0) throw altered()
  return manifest
}

/** The manifest alone, from the beginning of the archive, and how long it is itself. */
export async function peekManifest(path: string): Promise<{ manifest: Manifest; bytes: number }> {
  for await (const entry of readArchive(path)) return { manifest: await readManifest(entry), bytes: entry.bytes }
  throw altered()
}

async function readManifest(entry: Entry): Promise<Manifest> {
  if (entry.name !== MANIFEST || entry.bytes > MAX_MANIFEST_BYTES) {
    throw new AppError('unprocessable', 'This is not a backup made by Frontdesk.')
  }
  const pieces: Uint8Array[] = []
  for await (const piece of entry.content) pieces.push(piece)
  return parseManifest(Buffer.concat(pieces).toString('utf8'))
}

async function readAway(_name: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of content);
}

const altered = (): AppError =>
  new AppError('unprocessable', 'This backup is damaged: it does not hold what its manifest says. Take another one.')
