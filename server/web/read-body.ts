import { pipeline, type Readable, type Transform } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import { AppError } from '#server/errors.ts'

const DECODERS: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  // The 8 MB window every web server must keep to (RFC 9659); the default allows 128 MB.
  zstd: () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: 23 } }),
}
// One is usual; each more multiplies what a few bytes can unfold to.
const MAX_ENCODINGS = 2

/** Reads and decompresses a body up to `maxBytes` decoded. When it breaks off, `failure` says why and `bytes` holds what came. */
export async function readBody(
  body: Readable,
  contentEncoding: string,
  maxBytes: number,
): Promise<{ bytes: Uint8Array; failure: Error | undefined }> {
  const chunks: Buffer[] = []
  let size = 0
  let failure: Error | undefined
  try {
    for await (const chunk of decompress(body, contentEncoding)) {
      if (!Buffer.isBuffer(chunk)) continue
      size += chunk.length
      if (size > maxBytes) throw new AppError('unprocessable', describeTooLarge(maxBytes))
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    failure = error instanceof Error ? error : new Error('The body broke off.', { cause: error })
  }
  return { bytes: Buffer.concat(chunks), failure }
}

function decompress(body: Readable, contentEncoding: string): Readable {
  const names = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
  const decoders = names.reverse().map((name) => DECODERS[name])
  if (decoders.length > MAX_ENCODINGS || decoders.includes(undefined)) {
    throw new AppError('unprocessable', 'The page is compressed in a way that cannot be read. Paste its text instead.')
  }
  let stream = body
  for (const createDecoder of decoders) {
    // Whoever reads the last stream sees the failure; pipeline passes it on and closes the others.
    if (createDecoder !== undefined) stream = pipeline(stream, createDecoder(), () => undefined)
  }
  return stream
}

const describeTooLarge = (maxBytes: number): string =>
  `The page is larger than ${Math.round(maxBytes / 1024 / 1024)} MB. Paste the part your bot needs as text instead.`
