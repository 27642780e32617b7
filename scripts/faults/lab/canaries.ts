import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Server, Socket } from 'node:net'

/** A connection that came in: where it was meant to go, and what was asked over it. */
export type Caught = { address: string; port: number; requests: IncomingMessage[] }
export type Canaries = {
  caught: Caught[]
  /** What a host answers; without it a short page. */
  pages: Map<string, RequestListener>
  close(): void
}

/** One server for each port on every address of this network, so that no connection goes unseen. */
export async function openCanaries(ports: number[], tls: { key: Buffer; cert: Buffer }): Promise<Canaries> {
  const caught: Caught[] = []
  const pages: Canaries['pages'] = new Map()
  const bySocket = new WeakMap<Socket, Caught>()
  const answer: RequestListener = (request, response) => {
    bySocket.get(request.socket)?.requests.push(request)
    const page = pages.get((request.headers.host ?? '').replace(/:\d+$/, ''))
    if (page) page(request, response)
    else
      response.writeHead(200, { 'content-type': 'text/html' }).end('<title>A page</title><p>A page of the public web.')
  }
  const servers: Server[] = []
  for (const port of ports) {
    const server: Server = port === 443 ? createTlsServer(tls, answer) : createServer(answer)
    server.on('connection', (socket: Socket) => {
      const connection = { address: socket.localAddress?.replace(/^::ffff:/, '') ?? '', port, requests: [] }
      bySocket.set(socket, connection)
      caught.push(connection)
    })
    // A request over TLS comes by a socket of its own.
    server.on('secureConnection', (socket: Socket) => {
      const connection = caught.findLast((one) => one.port === port)
      if (connection) bySocket.set(socket, connection)
    })
    server.on('tlsClientError', () => undefined)
    await once(server.listen(port, '::'), 'listening')
    servers.push(server)
  }
  return { caught, pages, close: () => servers.forEach((server) => server.close()) }
}
