import type { Readable } from 'node:stream'
import { createParser } from 'eventsource-parser'

const END = '[DONE]'
/** Events that nobody has taken yet; then the server has to wait. */
const MAX_WAITING = 100

/**
 * The JSON of a stream of events as it comes, what came together in one list, until the end mark. The rest is read too, so that
 * the connection serves the next call. Throws, after what came before it, for an event that is no object or tells of an error, and
 * TypeError after `maxBytes`. It listens by itself, which costs less for each
 * token than a stream's own iterator.
 */
export async function* readEvents(body: Readable, maxBytes: number): AsyncGenerator<object[], void, undefined> {
  let came: object[] = []
  let failure: Error | undefined
  let isOver = false
  let wake = (): void => undefined
  const end = (error?: Error): void => {
    if (!isOver) failure = error
    isOver = true
    if (failure !== undefined) body.pause()
    wake()
  }

  let isEnded = false
  const parser = createParser({
    onEvent({ event, data }) {
      if (isEnded || isOver) return
      isEnded = data.startsWith(END)
      if (isEnded) return
      try {
        came.push(readData(event, data))
      } catch (error) {
        end(error instanceof Error ? error : new Error('An event cannot be read.', { cause: error }))
      }
    },
  })
  const text = new TextDecoder()
  let bytes = 0
  body.on('data', (piece: Uint8Array) => {
    bytes += piece.length
    if (bytes > maxBytes) end(new TypeError('More came than an answer can be.'))
    else parser.feed(text.decode(piece, { stream: true }))
    if (came.length > MAX_WAITING) body.pause()
    wake()
  })
  body.on('error', end)
  body.on('end', () => end())
  body.on('close', () => end(new Error('The connection was closed.')))

  try {
    for (;;) {
      if (came.length > 0) {
        const events = came
        came = []
        body.resume()
        yield events
      } else if (isOver) break
      else await new Promise<void>((resolve) => (wake = resolve))
    }
    if (failure !== undefined) throw failure
  } finally {
    body.destroy()
  }
}

function readData(event: string | undefined, data: string): object {
  if (event === 'error') throw new Error('The stream tells of an error.')
  const parsed: unknown = JSON.parse(data)
  if (typeof parsed !== 'object' || parsed === null) throw new TypeError('An event is no object.')
  if ('error' in parsed && parsed.error) throw new Error('The stream tells of an error.')
  return parsed
}

/** Lets go of the body when nobody reads on. Throws TypeError after `maxBytes`. */
export async function* readPieces(body: Readable, maxBytes: number): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0
  const pieces: AsyncIterable<Uint8Array> = body
  for await (const piece of pieces) {
    bytes += piece.length
    if (bytes > maxBytes) throw new TypeError('More came than an answer can be.')
    yield piece
  }
}
