import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '#server/errors.ts'
import { assertRoom, toDiskFailure } from './room.ts'

/**
 * 2 GiB: a shop with 200 sources and 100,000 messages packs to 60 MB. A larger one is restored by `npm run restore`, which
 * reads the file where it is.
 */
export const MAX_UPLOAD_BYTES = 2 * 1024 ** 3
/** What `assertRoom` has seen to be free: one request cannot fill the disk. */
export const MAX_PIECE_BYTES = 32 * 1024 ** 2

const PREFIX = 'upload-'
const idSchema = z.uuid()
const pathOf = (folder: string, id: string): string => join(folder, PREFIX + id)

/** An uploaded archive. Throws `not_found`. */
export async function getUpload(folder: string, id: string): Promise<string> {
  const path = pathOf(folder, idSchema.parse(id))
  if (await stat(path).catch(() => undefined)) return path
  throw new AppError('not_found', 'This upload is gone. Choose the file again.')
}

/**
 * Puts a piece of an archive at the end of what came before, straight to the disk. The first piece begins the upload and ends
 * any other; a piece that fails ends it. Throws `conflict` when the pieces do not meet.
 */
export async function addPiece(
  folder: string,
  { id, offset }: { id: string; offset: number },
  piece: AsyncIterable<Uint8Array>,
): Promise<number> {
  if (offset === 0) await removeUploads(folder)
  else await getUpload(folder, id)
  const path = pathOf(folder, idSchema.parse(id))
  try {
    await assertRoom(folder, 0)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = await open(path, offset === 0 ? 'wx' : 'r+', 0o600)
    try {
      const { size } = await file.stat()
      if (size < offset) throw new AppError('conflict', 'A piece of the file is missing. Choose the file again.')
      return await writeFrom(offset, piece, (bytes, at) => file.write(bytes, 0, bytes.length, at))
    } finally {
      await file.close()
    }
  } catch (error) {
    await rm(path, { force: true })
    throw toDiskFailure(error, folder)
  }
}

async function writeFrom(
  offset: number,
  piece: AsyncIterable<Uint8Array>,
  write: (bytes: Uint8Array, at: number) => Promise<unknown>,
): Promise<number> {
  let at = offset
  for await (const bytes of piece) {
    const end = at + bytes.length
    if (end > MAX_UPLOAD_BYTES) {
      throw new AppError(
        'too_large',
        'This file is too large to upload. Copy it to the server and run: npm run restore FILE',
      )
    }
    if (end - offset > MAX_PIECE_BYTES) {
      throw new AppError('too_large', 'Send the file in pieces of at most 32 MB, one after the other.')
    }
    await write(bytes, at)
    at = end
  }
  return at
}

export async function removeUploads(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX)).map((name) => rm(join(folder, name), { force: true })),
  )
}
