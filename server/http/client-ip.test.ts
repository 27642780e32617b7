import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { clientIp } from './client-ip.ts'

const ask = async (peer: string | undefined, trustProxy: number, headers: Record<string, string>) => {
  const app = new Hono().get('/', (c) => c.text(clientIp(c, trustProxy)))
  const env = peer === undefined ? {} : { incoming: { socket: { remoteAddress: peer } } }
  return (await app.request('/', { headers }, env)).text()
}

test.each([
  ['takes the socket', '9.9.9.9', 0, {}, '9.9.9.9'],
  [
    'believes no header without a proxy',
    '9.9.9.9',
    0,
    { 'x-forwarded-for': '1.1.1.1', 'x-real-ip': '1.1.1.1' },
    '9.9.9.9',
  ],
  ['ignores what the client wrote', '10.0.0.1', 1, { 'x-forwarded-for': '1.1.1.1, 2.2.2.2' }, '2.2.2.2'],
  ['counts hops from the right', '10.0.0.1', 2, { 'x-forwarded-for': '1.1.1.1, 2.2.2.2, 3.3.3.3' }, '2.2.2.2'],
  ['falls back to the socket past the list', '10.0.0.1', 3, { 'x-forwarded-for': '1.1.1.1' }, '10.0.0.1'],
  ['falls back to the socket on nonsense', '10.0.0.1', 1, { 'x-forwarded-for': 'unknown' }, '10.0.0.1'],
  ['reads an address with a port', '10.0.0.1', 1, { 'x-forwarded-for': '2.2.2.2:4711' }, '2.2.2.2'],
  ['reads a bracketed address', '10.0.0.1', 1, { 'x-forwarded-for': '[2001:db8::7]:443' }, '2001:db8::/64'],
  ['sees mapped IPv4 as IPv4', '::ffff:9.9.9.9', 0, {}, '9.9.9.9'],
  ['groups IPv6 by /64', '2001:db8:1:2:aaaa:bbbb:cccc:dddd', 0, {}, '2001:db8:1:2::/64'],
  ['keeps other networks apart', '2001:db8:1:3::1', 0, {}, '2001:db8:1:3::/64'],
  ['works without a socket', undefined, 0, {}, 'unknown'],
])('clientIp %s', async (_name, peer, trustProxy, headers, expected) => {
  expect(await ask(peer, trustProxy, headers)).toBe(expected)
})
