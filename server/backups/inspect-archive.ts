import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#server/errors.ts'
import type { DatabaseFiles } from '#server/store/database-files.ts'
import { AVATARS, DATABASE } from './manifest.ts'
import { assertRoom, toDiskFailure } from './room.ts'
import { verifyArchive } from './verify-archive.ts'
import type { Report, Unpacked } from './work.ts'

/** Nothing but `folder` is touched, and of a refused backup nothing stays there. Throws AppError `unprocessable` with the reason. */
export async function inspectArchive(
  { files, report }: { files: DatabaseFiles; report: Report },
  archive: string,
  folder: string,
): Promise<Unpacked> {
  try {
    return await unpack({ files, report }, archive, folder)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw toDiskFailure(error, folder)
  }
}

async function unpack(
  { files, report }: { files: DatabaseFiles; report: Report },
  archive: string,
  folder: string,
): Promise<Unpacked> {
  let total = 1
  const manifest = await verifyArchive(archive, (bytes) => report('unpacking', (60 * bytes) / total), {
    async onManifest({ files: packed }) {
      total = packed.reduce((sum, { bytes }) => sum + bytes, 1)
      await assertRoom(folder, total)
      await mkdir(join(folder, AVATARS), { mode: 0o700 })
    },
    keep: (name, content) => writeNew(join(folder, name), content),
  })
  report('checking', 60)
  const database = join(folder, DATABASE)
  const contents = await files.check(database)
  const isAsSaid = JSON.stringify(contents.counts) === JSON.stringify(manifest.counts)
  if (!isAsSaid || contents.schema !== manifest.schema) {
    throw new AppError('unprocessable', 'This backup does not hold what its manifest says. Take another one.')
  }
  if (!contents.is_older) return { folder, manifest, contents, was_older: false }
  await files.bringUpToDate(database)
  return { folder, manifest, contents: await files.check(database), was_older: true }
}

async function writeNew(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const piece of content) await file.writeFile(piece)
  } finally {
    await file.close()
  }
}
