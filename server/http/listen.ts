import { once } from 'node:events'
import { createServer, type Server } from 'node:net'

/**
 * Of each listening socket Node takes one new connection in a turn of its loop, which takes 40 ms when 300 visitors are there: with
 * one socket some waited 2 s to be let in. Linux lets several share a port.
 */
const SOCKETS = process.platform === 'linux' ? 16 : 1

type Address = { port: number; host: string }
export type Listening = {
  port: number
  /** Lets nobody in any more; resolves once all have left. */
  close(): Promise<void>
}

/** Lets visitors of a port in to the server. Rejects with the system's error where it cannot, as for a port that is in use. */
export async function listen(server: Server, { port, host }: Address): Promise<Listening> {
  const others = Array.from({ length: SOCKETS - 1 }, () =>
    createServer({ allowHalfOpen: true, noDelay: true }, (socket) => server.emit('connection', socket)),
  )
  const address = { port: await findFree({ port, host }), host }
  for (const one of [server, ...others]) await open(one, { ...address, reusePort: SOCKETS > 1 })
  return {
    port: address.port,
    async close() {
      await Promise.all([server, ...others].map((one) => new Promise((resolve) => void one.close(resolve))))
    },
  }
}

/** The port, or any where it is 0. A socket that shares its port would share it with another Frontdesk too. */
async function findFree(address: Address): Promise<number> {
  const probe = createServer()
  const port = await open(probe, address)
  await new Promise((resolve) => void probe.close(resolve))
  return port
}

async function open(server: Server, options: Address & { reusePort?: boolean }): Promise<number> {
  await once(server.listen(options), 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
