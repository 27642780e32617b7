import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import ipaddr from 'ipaddr.js'

/**
 * Whom to count a request against. `trustProxy` is how many proxies of ours stand in front: each appends the address it
 * saw to X-Forwarded-For, so the client is that many places from the right, and all to its left is the client's own say.
 * An IPv6 address stands for its /64, since one customer usually holds all of it.
 */
export function clientIp(c: Context, trustProxy: number): string {
  const peer = socketAddress(c)
  if (trustProxy === 0) return toGroup(peer) ?? 'unknown'
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',')
  return toGroup(forwarded.at(-trustProxy)) ?? toGroup(peer) ?? 'unknown'
}

function socketAddress(c: Context): string | undefined {
  try {
    return getConnInfo(c).remote.address
  } catch {
    return undefined // app.request() has no socket
  }
}

/** Undefined for what is no address. */
export function toGroup(text: string | undefined): string | undefined {
  const address = withoutPort(text?.trim() ?? '')
  // As nearly all are: reading one takes the library 0.1 ms.
  if (IPV4.test(address)) return address
  if (!ipaddr.isValid(address)) return undefined
  const ip = ipaddr.process(address)
  if (ip.kind() === 'ipv4') return ip.toString()
  const network = ip.toByteArray().slice(0, 8).concat(Array<number>(8).fill(0))
  return `${ipaddr.fromByteArray(network).toString()}/64`
}

const IPV4 = /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!$)|$)){4}$/

/** Some proxies write `1.2.3.4:5678` or `[2001:db8::1]:5678`. */
const withoutPort = (text: string): string =>
  /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.[1] ?? text
