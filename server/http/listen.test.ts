import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { listen } from './listen.ts'

const HERE = { port: 0, host: '127.0.0.1' }
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function open() {
  const server = createHttpServer((_, response) => void response.end('here'))
  const { port, close } = await listen(server, HERE)
  closing.push(close)
  return { server, port, close }
}

async function connectTo(port: number): Promise<Socket> {
  const socket = connect(port, HERE.host).on('error', () => undefined)
  closing.push(() => socket.destroy())
  await once(socket, 'connect')
  return socket
}

describe('listen', () => {
  test('answers whoever comes, until it is closed', async () => {
    const { port, close } = await open()
    const ask = () => fetch(`http://127.0.0.1:${port}`, { headers: { Connection: 'close' } })
    const answers = await Promise.all(Array.from({ length: 40 }, async () => (await ask()).text()))
    expect(new Set(answers)).toEqual(new Set(['here']))
    await close()
    await expect(ask()).rejects.toThrow('fetch failed')
  })

  // Elsewhere a port has one socket.
  test.runIf(process.platform === 'linux')('lets several in in one turn of the loop', async () => {
    const { server, port } = await open()
    let turn = 0
    const turns: number[] = []
    server.on('connection', () => void turns.push(turn))
    const count = (): void => {
      turn++
      if (turns.length < 40) setImmediate(count)
    }
    setImmediate(count)
    await Promise.all(Array.from({ length: 40 }, () => connectTo(port)))
    await expect.poll(() => turns.length).toBe(40)
    expect(new Set(turns).size).toBeLessThan(20)
  })

  test('rejects for a port in use, and for one that another Frontdesk lets several sockets share', async () => {
    const { port } = await open()
    await expect(listen(createHttpServer(), { ...HERE, port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    const other = createServer()
    closing.push(() => other.close())
    await once(other.listen(HERE), 'listening')
    const address = other.address()
    const taken = typeof address === 'object' ? (address?.port ?? 0) : 0
    await expect(listen(createHttpServer(), { ...HERE, port: taken })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  test('waits, when it closes, for who is still there', async () => {
    const { server, port, close } = await open()
    let count = 0
    server.on('connection', () => void count++)
    const sockets = await Promise.all(Array.from({ length: 20 }, () => connectTo(port)))
    await expect.poll(() => count).toBe(20)
    let isClosed = false
    const closed = close().then(() => (isClosed = true))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(isClosed).toBe(false)
    for (const socket of sockets) socket.destroy()
    await closed
  })
})
