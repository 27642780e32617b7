import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { createParser } from 'eventsource-parser'

const END = '[DONE]'
/** What a server may take to end the body after the end mark. */
const LINGER_MS = 1_000

/**
 * Hands on the JSON of a stream of events as it comes, what came together in one list, until the end mark. The rest is read too, so
 * that the connection serves the next call. Throws, after what came before it, for an event that is no object or tells of an error,
 * and TypeError after `maxBytes`. It listens by itself, which costs less for each token than a stream's own iterator.
 */
export async function readEvents(body: Readable, maxBytes: number, hear: (events: object[]) => void): Promise<void> {
  const { promise: end, resolve, reject } = Promise.withResolvers<void>()
  const text = new StringDecoder()
  let bytes = 0
  let came: object[] = []
  let isOver = false
  const parser = createParser({
    onEvent({ event, data }) {
      if (isOver) return
      isOver = data.startsWith(END)
      if (!isOver) came.push(readData(event, data))
    },
  })
  function read(piece: Buffer): void {
    bytes += piece.length
    if (bytes > maxBytes) throw new TypeError('More came than an answer can be.')
    try {
      parser.feed(text.write(piece))
    } finally {
      if (came.length > 0) hear(came)
      came = []
    }
  }

  body.on('data', (piece: Buffer) => {
    if (isOver) return
    try {
      read(piece)
      if (isOver) resolve()
    } catch (error) {
      isOver = true
      reject(error)
      body.destroy()
    }
  })
  body.on('end', resolve)
  body.on('error', reject)
  body.on('close', () => reject(new Error('The connection was closed.')))
  await end
  if (!body.readableEnded) setTimeout(() => body.destroy(), LINGER_MS).unref()
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
