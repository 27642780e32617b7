import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { connect as tlsConnect } from 'node:tls'
import { HOST, type Way } from './open-proxy.ts'

type Sent = {
  method?: string
  headers?: Record<string, string>
  body?: string | Uint8Array
  from?: string
  port?: number
}
export type Got = { status: number; headers: IncomingMessage['headers']; body: string }

/** Starts a request and gives its answer before the body. `from` is the address of this machine that it comes from. */
export async function open(way: Way, path: string, sent: Sent = {}): Promise<[ClientRequest, IncomingMessage]> {
  const { method = 'GET', headers = {}, body, from: localAddress = '127.0.0.1', port = way.port } = sent
  // As a proxy would tell.
  const told = way.tls ? {} : { 'X-Forwarded-Proto': 'https' }
  const plain = {
    host: '127.0.0.1',
    port,
    path,
    method,
    localAddress,
    agent: false,
    headers: { Host: HOST, ...told, ...headers },
  }
  const isTls = way.tls !== undefined && port === way.port
  const sending = isTls ? httpsRequest({ ...plain, ...way.tls, servername: HOST }) : httpRequest(plain)
  const answered = new Promise<IncomingMessage>((resolve, reject) =>
    sending.once('response', resolve).once('error', reject),
  )
  sending.end(body)
  const answer = await answered
  sending.on('error', () => undefined)
  return [sending, answer]
}

export async function fetchThrough(way: Way, path: string, sent: Sent = {}): Promise<Got> {
  const [, answer] = await open(way, path, sent)
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) }
}

/** Bytes as they are, and all that comes back until the other side closes or falls silent. */
export async function sendRaw(way: Way, bytes: string): Promise<string> {
  const socket = way.tls
    ? tlsConnect({ host: '127.0.0.1', port: way.port, servername: HOST, ...way.tls })
    : connect(way.port, '127.0.0.1')
  let back = ''
  socket.setTimeout(1500, () => socket.destroy())
  socket.on('data', (data: Buffer) => (back += data.toString('latin1')))
  socket.on('error', () => undefined)
  socket.write(bytes)
  await once(socket, 'close')
  return back
}

export type Streamed = { firstMs: number; lastMs: number; pieces: number; text: string }

/** Asks and notes when each piece came. */
export async function timeStream(way: Way, body: string): Promise<Streamed> {
  const start = performance.now()
  const [, answer] = await open(way, '/api/chat', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  })
  const times: number[] = []
  let all = ''
  for await (const piece of answer.setEncoding('utf8')) {
    all += String(piece)
    if (String(piece).includes('"token"')) times.push(performance.now() - start)
  }
  return { firstMs: times[0] ?? Infinity, lastMs: times.at(-1) ?? Infinity, pieces: times.length, text: all }
}
