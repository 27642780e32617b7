import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { urlToHttpOptions } from 'node:url'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { z } from 'zod'
import type { UpstreamFailure } from './upstream-error.ts'

/** A call that failed before its answer began. */
export class CallFailure extends Error {
  readonly failure: UpstreamFailure

  constructor(failure: UpstreamFailure, cause?: unknown) {
    super(failure.kind, { cause })
    this.failure = failure
  }
}

/** The server closed the connection while it lay idle: nothing was heard. */
class Stale extends Error {}

/** A server that speaks OpenAI's API, at its `/v1`. */
export type ModelServer = {
  /**
   * Sends JSON; gives the body of a 2xx, which ends by throwing when the signal aborts. Throws CallFailure for any other answer: a redirect is
   * not followed, so that the key and the knowledge go to the configured host alone.
   */
  post(path: string, body: unknown, signal: AbortSignal): Promise<Readable>
}

const DECODERS = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress }
/** Of an error, which is one sentence and a code. */
const MAX_ERROR_BYTES = 64 * 1024

const errorSchema = z.object({ error: z.object({ code: z.string() }) })

/** Over connections that stay open. Half the processor time of fetch for a stream of 60 tokens. */
export function openModelServer({ baseUrl, apiKey }: { baseUrl: string; apiKey: string }): ModelServer {
  const base = new URL(baseUrl)
  const { request, Agent } = base.protocol === 'https:' ? https : http
  const server = { ...urlToHttpOptions(base), method: 'POST' }
  const folder = base.pathname.replace(/\/+$/, '')
  const agent = new Agent({ keepAlive: true })
  const headers = {
    Authorization: `Bearer ${apiKey}`,
    'Content-Type': 'application/json',
    Accept: 'application/json, text/event-stream',
    'User-Agent': 'Frontdesk',
  }

  const sendOnce = (path: string, body: Buffer, signal: AbortSignal): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const length = { 'Content-Length': body.length }
      const call = request({ ...server, path: `${folder}${path}`, agent, signal, headers: { ...headers, ...length } })
      call.on('response', resolve)
      // What breaks later, the reader of the answer gets to know.
      call.on('error', (error: NodeJS.ErrnoException) => {
        const isStale = call.reusedSocket && error.code === 'ECONNRESET'
        reject(isStale ? new Stale() : new CallFailure({ kind: 'unreachable', networkCode: error.code }, error))
      })
      // A 101 that nobody listens for ends in neither of them.
      call.on('upgrade', (_response, socket) => {
        socket.destroy()
        reject(new CallFailure({ kind: 'nonsense', what: 'another protocol' }))
      })
      call.end(body)
    })

  async function send(path: string, body: Buffer, signal: AbortSignal): Promise<IncomingMessage> {
    try {
      return await sendOnce(path, body, signal)
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof Stale)) throw error
      return send(path, body, signal)
    }
  }

  return {
    async post(path, body, signal) {
      signal.throwIfAborted()
      const response = await send(path, Buffer.from(JSON.stringify(body)), signal)
      const content = decode(response)
      const status = response.statusCode ?? 0
      if (status >= 200 && status < 300) return content
      if (status < 400) {
        response.destroy()
        throw new CallFailure({ kind: 'nonsense', what: 'a redirect' })
      }
      const code = await readErrorCode(content).catch(() => undefined)
      throw new CallFailure({ kind: 'status', status, code, retryAfterSeconds: toRetryAfter(response.headers) })
    },
  }
}

/** Nobody is asked to compress; some do. */
function decode(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding']?.toLowerCase()
  if (encoding !== 'gzip' && encoding !== 'deflate' && encoding !== 'br') return response
  const decoder = DECODERS[encoding]()
  // Its reader gets to know of a failure.
  pipeline(response, decoder).catch(() => undefined)
  return decoder
}

async function readErrorCode(content: Readable): Promise<string | undefined> {
  let text = ''
  for await (const piece of content.setEncoding('utf8')) {
    text += piece
    if (text.length > MAX_ERROR_BYTES) break
  }
  return errorSchema.safeParse(JSON.parse(text)).data?.error.code
}

function toRetryAfter(headers: IncomingMessage['headers']): number | undefined {
  const milliseconds = headers['retry-after-ms']
  const told = headers['retry-after']
  if (typeof milliseconds === 'string') return toSeconds(Number(milliseconds) / 1000)
  if (told === undefined) return undefined
  return toSeconds(Number(told)) ?? toSeconds((Date.parse(told) - Date.now()) / 1000)
}

const toSeconds = (seconds: number): number | undefined =>
  Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
