import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, pipeline } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import { Header } from 'tar'
import { AppError } from '#server/errors.ts'

const BLOCK_BYTES = 512
/** A tar ends with two empty blocks; other programs fill up to 10 KB. */
const MAX_FILLING_BYTES = 64 * 1024
/** Vectors hardly shrink and texts shrink to a third at any level: 6 takes twice as long as 4 for 2 % less. */
const LEVEL = 4

/** Writes a `.tar.gz` of these files of the folder, flushed to the disk. `report` hears how many of their bytes are in. */
export async function writeArchive(
  path: string,
  folder: string,
  names: string[],
  report: (bytes: number) => void,
): Promise<void> {
  const target = await open(path, 'wx', 0o600)
  try {
    const packed = pipeline(Readable.from(packFiles(folder, names, report)), createGzip({ level: LEVEL }), () => {})
    for await (const piece of packed as AsyncIterable<Uint8Array>) await target.writeFile(piece)
    await target.sync()
  } finally {
    await target.close()
  }
}

async function* packFiles(
  folder: string,
  names: string[],
  report: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let done = 0
  for (const name of names) {
    const { size } = await stat(join(folder, name))
    yield toHeader(name, size)
    if (size > 0) {
      for await (const piece of readFrom(join(folder, name), size)) {
        report((done += piece.length))
        yield piece
      }
    }
    yield new Uint8Array((BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES)
  }
  yield new Uint8Array(2 * BLOCK_BYTES)
}

const readFrom = (path: string, size: number): AsyncIterable<Uint8Array> =>
  createReadStream(path, { end: size - 1, highWaterMark: 256 * 1024 })

function toHeader(path: string, size: number): Uint8Array {
  const block = Buffer.alloc(BLOCK_BYTES)
  const header = new Header({ path, size, type: 'File', mode: 0o600, uid: 0, gid: 0, mtime: new Date() })
  if (header.encode(block, 0)) throw new Error(`${path} does not fit into a plain tar header.`)
  return block
}

export type Entry = {
  name: string
  bytes: number
  /** To be read to its end before the next entry. */
  content: AsyncIterable<Uint8Array>
}

/**
 * The files of a `.tar.gz`, one after the other, nothing written anywhere. Plain files are all it knows: a link, a folder
 * or a long name ends it. Throws AppError `unprocessable` for anything that is cut off, damaged or no archive.
 */
export async function* readArchive(path: string): AsyncGenerator<Entry> {
  const unpacked = pipeline(createReadStream(path), createGunzip(), () => {})
  const reader = new PieceReader(unpacked)
  try {
    for (;;) {
      const header = toEntryHeader(await reader.take(BLOCK_BYTES))
      if (header.nullBlock) break
      const { type, size } = header
      const name = header.path
      if (!header.cksumValid || name === undefined || size === undefined) throw noArchive()
      if (type !== 'File' && type !== 'OldFile') throw noArchive()
      yield { name, bytes: size, content: reader.pieces(size) }
      await reader.take((BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES)
    }
    // The checksum of it all comes last.
    await reader.expectEnd(MAX_FILLING_BYTES)
  } finally {
    unpacked.destroy()
  }
}

/** The parser throws at numbers that are none. */
function toEntryHeader(block: Uint8Array): Header {
  try {
    return new Header(Buffer.from(block))
  } catch (cause) {
    throw noArchive(cause)
  }
}

class PieceReader {
  readonly #pieces: AsyncIterator<Uint8Array>
  #rest: Uint8Array = new Uint8Array()

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.#pieces = stream[Symbol.asyncIterator]()
  }

  /** Exactly so many bytes, in pieces. */
  async *pieces(bytes: number): AsyncGenerator<Uint8Array> {
    let missing = bytes
    while (missing > 0) {
      if (this.#rest.length === 0) await this.#next()
      const piece = this.#rest.subarray(0, missing)
      this.#rest = this.#rest.subarray(piece.length)
      missing -= piece.length
      yield piece
    }
  }

  async take(bytes: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = []
    for await (const piece of this.pieces(bytes)) pieces.push(piece)
    return Buffer.concat(pieces)
  }

  async expectEnd(maxBytes: number): Promise<void> {
    let bytes = this.#rest.length
    for (let piece = await this.#read(); piece !== undefined; piece = await this.#read()) {
      bytes += piece.length
      if (bytes > maxBytes) throw noArchive()
    }
  }

  async #next(): Promise<void> {
    const piece = await this.#read()
    if (piece === undefined) throw cutOff()
    this.#rest = piece
  }

  async #read(): Promise<Uint8Array | undefined> {
    try {
      const next = await this.#pieces.next()
      return next.done === true ? undefined : next.value
    } catch (error) {
      throw toUnreadable(error)
    }
  }
}

const noArchive = (cause?: unknown): AppError =>
  new AppError('unprocessable', 'This is not a backup made by Frontdesk.', { cause })
const cutOff = (cause?: unknown): AppError =>
  new AppError('unprocessable', 'This backup is damaged or cut off. Take another one.', { cause })
/** Without its cause, which would be taken for that of a folder that cannot be written. */
const forbidden = (): AppError =>
  new AppError(
    'unprocessable',
    'This backup cannot be read. Check that the file belongs to the user who runs Frontdesk.',
  )

function toUnreadable(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  if (error.code === 'EACCES') return forbidden()
  if (error.message === 'incorrect header check') return noArchive(error)
  return String(error.code).startsWith('Z_') ? cutOff(error) : error
}
