import type { Server } from 'node:net'
import { toGroup } from './client-ip.ts'

/** `ofOneAddress`: infinite behind a proxy, since all come from there. */
export type ConnectionLimits = { most: number; ofOneAddress: number }

/** Ends at once what is opened beyond the limits: each connection may be held for 20 s without a word. */
export function limitConnections(server: Server, { most, ofOneAddress }: ConnectionLimits): void {
  const open = new Map<string, number>()
  let total = 0
  server.on('connection', (socket) => {
    const address = toGroup(socket.remoteAddress) ?? 'unknown'
    const count = open.get(address) ?? 0
    if (total >= most || count >= ofOneAddress) {
      socket.destroy()
      return
    }
    total++
    open.set(address, count + 1)
    socket.once('close', () => {
      total--
      const left = (open.get(address) ?? 1) - 1
      if (left === 0) open.delete(address)
      else open.set(address, left)
    })
  })
}
