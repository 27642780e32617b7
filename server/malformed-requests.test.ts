import { once } from 'node:events'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { createAdaptorServer } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSession } from './accounts/sessions.ts'
import { createApp } from './app.ts'
import { createStreams } from './http/streams.ts'
import { openTestDeps, type TestDeps } from './testing/open-test-deps.ts'
import { openApiDocument } from './trpc/open-api/document.ts'
import { namedProcedures } from './trpc/procedures.ts'

// What a program may send instead of a request, over real sockets. A rejection that nobody handles fails the run.

const JSON_TYPE = 'Content-Type: application/json'
/** What needs no body does what it is for whatever comes, so a stranger sends it. */
const NEEDS_NO_BODY =
  /logout|signOut|checkEngine|check-engine|retrainAll|retrain$|backups(\.create|\.discard|\/discard)?$/

let opened: TestDeps
let app: ReturnType<typeof createApp>
let server: ReturnType<typeof createAdaptorServer>
let port: number
let cookie: string
beforeAll(async () => {
  opened = await openTestDeps({ ADMIN_PER_IP: '1000000', CHAT_PER_IP: '1000000' })
  const streams = createStreams(opened.deps.config.limits)
  app = createApp(opened.deps, { streams, files: { dashboard: new Map(), widget: undefined } })
  server = createAdaptorServer({ fetch: app.fetch })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
  cookie = `session_token=${(await openSession(opened.deps, false)).token}`
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await opened.close()
})

/** Every path that takes a body: the procedures, and what the server itself describes. */
function listTargets(): [method: string, path: string][] {
  const mutations = namedProcedures.filter(({ type }) => type === 'mutation')
  const described = Object.entries(openApiDocument(opened.deps).paths ?? {}).flatMap(([path, operations]) =>
    Object.keys(operations ?? {}).map((method): [string, string] => [
      method.toUpperCase(),
      path.replace(/\{\w+\}/g, 'some-id'),
    ]),
  )
  return [
    ...mutations.map(({ name }): [string, string] => ['POST', `/api/trpc/${name}`]),
    ...described.filter(([method]) => method === 'POST' || method === 'PUT'),
  ]
}

/** Sends the bytes and reads all that comes. Whoever promised more says that there is none: a visitor who hangs up early is not answered. */
async function send(bytes: Buffer, promisedMore: boolean): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' })
  let answer = ''
  socket.setEncoding('utf8').on('data', (piece: string) => (answer += piece))
  // A server that has answered may close before it has read everything.
  socket.on('error', () => {})
  socket.write(bytes)
  if (promisedMore) socket.end()
  await once(socket, 'close')
  return answer
}

const chunked = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`
const sized = (body: string | Buffer, ...headers: string[]): [string[], string | Buffer] => [
  [...(headers.length > 0 ? headers : [JSON_TYPE]), `Content-Length: ${Buffer.byteLength(body)}`],
  body,
]

test.each<[name: string, request: [headers: string[], body: string | Buffer]]>([
  ['no body', [[JSON_TYPE], '']],
  ['null', sized('null')],
  ['a list', sized('[]')],
  ['text', sized('"x"')],
  ['a number', sized('1')],
  ['an object of nothing', sized('{}')],
  ['half an object', sized('{"id":')],
  ['a zero byte', sized('\0')],
  ['bytes that are no text', sized(Buffer.from([0xff, 0xfe, 0x7b]))],
  ['20,000 brackets', sized('['.repeat(20_000))],
  ['names of prototypes', sized('{"__proto__":{"admin":1},"constructor":{"prototype":{"admin":1}}}')],
  ['another type', sized('{}', 'Content-Type: text/xml')],
  ['a form without its boundary', sized('--x--', 'Content-Type: multipart/form-data')],
  ['headers named like prototypes', sized('null', JSON_TYPE, '__proto__: x', 'constructor: x')],
  ['a compressed body', sized(gzipSync('{}'), JSON_TYPE, 'Content-Encoding: gzip')],
  ['pieces without a length', [[JSON_TYPE, 'Transfer-Encoding: chunked'], chunked('null')]],
  ['a megabyte that is only claimed', [[JSON_TYPE, 'Content-Length: 99000000'], '{}']],
  ['a length that is too long', [[JSON_TYPE, 'Content-Length: 50'], '{}']],
  ['a length that is too short', [[JSON_TYPE, 'Content-Length: 1'], '{}']],
  ['a length that is no number', [[JSON_TYPE, 'Content-Length: x'], '{}']],
  ['two lengths', [[JSON_TYPE, 'Content-Length: 2', 'Content-Length: 3'], '{}']],
  ['a length beside pieces', [[JSON_TYPE, 'Content-Length: 2', 'Transfer-Encoding: chunked'], chunked('{}')]],
  ['an encoding that nobody knows', [[JSON_TYPE, 'Transfer-Encoding: xchunked'], '{}']],
])('%s is refused in words on every path, and the server goes on', async (_name, [headers, body]) => {
  const wrong: string[] = []
  await Promise.all(
    listTargets().map(async ([method, path]) => {
      const sender = NEEDS_NO_BODY.test(path) ? [] : [`Cookie: ${cookie}`]
      const head = [`${method} ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...sender, ...headers]
      const promised = Number(/Content-Length: (\d+)/.exec(headers.join())?.[1] ?? 0)
      const bytes = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.from(body)])
      const answer = await send(bytes, promised > Buffer.byteLength(body))
      const isRefusal = /^HTTP\/1\.1 4\d\d /.test(answer)
      // What is no HTTP at all never reaches us, and Node has no words for it.
      const hasWords =
        /"message":"\w[^{}]+\."/.test(answer) ||
        /^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n\r\n$/.test(answer)
      if (!isRefusal || !hasWords || /"stack"|node_modules|\.ts:/.test(answer))
        wrong.push(`${method} ${path}: ${answer.slice(0, 300)}`)
    }),
  )
  expect(wrong).toEqual([])
  expect((await app.request('/api/health')).status).toBe(200)
  expect(opened.logged).toEqual([])
  expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false)
})
