import type { Server } from 'node:net'
import { toGroup } from './client-ip.ts'

/** Of 2,000 in all. So many streams at once are still refused in words. */
const MAX_PER_ADDRESS = 500

/**
 * Ends at once what one address opens beyond its share: each connection may be held for 20 s without a word. Not for a
 * server behind a proxy, since all come from there.
 */
export function limitConnections(server: Server, maxPerAddress = MAX_PER_ADDRESS): void {
  const open = new Map<string, number>()
  server.on('connection', (socket) => {
    const address = toGroup(socket.remoteAddress) ?? 'unknown'
    const count = open.get(address) ?? 0
    if (count >= maxPerAddress) {
      socket.destroy()
      return
    }
    open.set(address, count + 1)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left === 0) open.delete(address)
      else open.set(address, left)
    })
  })
}
