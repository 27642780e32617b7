import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type RunningFrontdesk, startFrontdesk } from '#server/testing/start-frontdesk.ts'
import { type ConnectionLimits, limitConnections } from './connections.ts'

const sockets: Socket[] = []
let server: Server | undefined
let frontdesk: RunningFrontdesk | undefined
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  server?.close()
  await frontdesk?.stop()
  server = frontdesk = undefined
})

async function listen(limits: ConnectionLimits): Promise<number> {
  server = createServer()
  limitConnections(server, limits)
  server.on('connection', (socket) => socket.destroyed || socket.on('error', () => undefined).write('welcome'))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
function open(port: number, localAddress = '127.0.0.1'): Socket {
  const socket = connect({ port, host: '127.0.0.1', localAddress }).on('error', () => undefined)
  sockets.push(socket)
  return socket
}
/** False when it was ended without a word. */
const isWelcome = async (socket: Socket): Promise<boolean> =>
  Promise.race([once(socket, 'data').then(() => true), once(socket, 'close').then(() => false)])

test('an address holds its share of connections, and gets a place back with each that it closes', async () => {
  const port = await listen({ most: 10, ofOneAddress: 2 })
  const first = open(port)
  expect(await isWelcome(first)).toBe(true)
  expect(await isWelcome(open(port))).toBe(true)
  expect(await isWelcome(open(port))).toBe(false)
  first.destroy()
  await expect.poll(() => isWelcome(open(port))).toBe(true)
  expect(await isWelcome(open(port))).toBe(false)
})

// Elsewhere a machine has but one address of its own.
test.runIf(process.platform === 'linux')('another address has a share of its own', async () => {
  const port = await listen({ most: 10, ofOneAddress: 1 })
  expect(await isWelcome(open(port))).toBe(true)
  expect(await isWelcome(open(port))).toBe(false)
  expect(await isWelcome(open(port, '127.0.0.2'))).toBe(true)
})

test('so many are held in all', async () => {
  const port = await listen({ most: 2, ofOneAddress: Infinity })
  const [first, second] = [open(port), open(port)]
  expect([await isWelcome(first), await isWelcome(second)]).toEqual([true, true])
  expect(await isWelcome(open(port))).toBe(false)
  second.destroy()
  await expect.poll(() => isWelcome(open(port))).toBe(true)
})

test.each([
  ['0', 'ended'],
  ['1', 200],
])('with TRUST_PROXY=%s a request beside 500 silent connections of its address is %s', async (TRUST_PROXY, answer) => {
  frontdesk = await startFrontdesk({ TRUST_PROXY })
  const { url } = frontdesk
  const silent = Array.from({ length: 500 }, () => open(Number(new URL(url).port)))
  await Promise.all(silent.map((socket) => once(socket, 'connect')))
  const health = fetch(`${url}/api/health`).then(
    ({ status }) => status,
    () => 'ended',
  )
  expect(await health).toBe(answer)
  expect(silent.filter(({ closed }) => closed)).toEqual([])
})
