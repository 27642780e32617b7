import type { Readable } from 'node:stream'
import { createParser } from 'eventsource-parser'

const END = '[DONE]'

/**
 * The JSON of a stream of events as it comes, what came together in one list, until the end mark. The rest is read too, so that
 * the connection serves the next call. Throws, after what came before it, for an event that is no object or tells of an error.
 */
export async function* readEvents(body: Readable, maxBytes: number): AsyncGenerator<object[], void, undefined> {
  let came: object[] = []
  let failure: Error | undefined
  let isEnded = false
  const parser = createParser({
    onEvent({ event, data }) {
      if (isEnded || failure !== undefined) return
      isEnded = data.startsWith(END)
      if (isEnded) return
      try {
        came.push(readData(event, data))
      } catch (error) {
        failure = error instanceof Error ? error : new Error('An event cannot be read.', { cause: error })
      }
    },
  })
  const text = new TextDecoder()
  for await (const piece of readPieces(body, maxBytes)) {
    parser.feed(text.decode(piece, { stream: true }))
    if (came.length > 0) yield came
    if (failure !== undefined) throw failure
    came = []
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
