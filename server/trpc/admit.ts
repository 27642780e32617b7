import { AppError } from '../errors.ts'

/** Six bytes for each of 50,000 characters, the longest text a source may hold, and the rest of the request. */
const MAX_BODY_BYTES = 512 * 1024

/**
 * The request with its body read. Only JSON comes in: a page elsewhere can make a browser post a form without asking us,
 * but not JSON. A script may leave the type out where it sends nothing. Throws `unsupported_type`, `too_large`, or `bad_input` for one
 * that breaks off.
 */
export async function admit(request: Request): Promise<Request> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json' && !(type === undefined && isFromScript(request))) {
    throw new AppError('unsupported_type', 'Send this request as JSON, with Content-Type: application/json.')
  }
  const body = await readCapped(request)
  return new Request(request.url, { method: request.method, headers: request.headers, signal: request.signal, body })
}

/** A browser names the page that a POST comes from. */
const isFromScript = ({ headers }: Request): boolean => !headers.has('origin') && !headers.has('sec-fetch-site')

async function readCapped(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = new AppError('too_large', 'This request is too large. Send at most 512 KB.')
  if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) throw tooLarge
  const stream: ReadableStream<Uint8Array> | null = request.body
  const pieces: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const piece of stream ?? []) {
      bytes += piece.length
      if (bytes > MAX_BODY_BYTES) throw tooLarge
      pieces.push(piece)
    }
  } catch (cause) {
    if (cause === tooLarge) throw tooLarge
    throw new AppError('bad_input', 'The request broke off before it was complete. Try again.', { cause })
  }
  return Buffer.concat(pieces)
}
