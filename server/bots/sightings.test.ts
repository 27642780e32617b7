import { expect, test } from 'vitest'
import { findHost, toSighting } from './sightings.ts'

test.each([
  ['the origin', { origin: 'https://shop.example', referer: undefined }, 'shop.example'],
  ['the port, unless it is the usual one', { origin: 'http://localhost:3000', referer: undefined }, 'localhost:3000'],
  [
    'the host of the referring page, without the page',
    { origin: undefined, referer: 'https://shop.example/a?b=c' },
    'shop.example',
  ],
  ['the origin before the referer', { origin: 'https://a.example', referer: 'https://b.example/' }, 'a.example'],
  [
    'a name with accents as browsers send it',
    { origin: 'https://bäcker.example', referer: undefined },
    'xn--bcker-gra.example',
  ],
  ['an address', { origin: 'http://[::1]:80', referer: undefined }, '[::1]'],
  ['nothing without either', { origin: undefined, referer: undefined }, undefined],
  ['nothing of a file or a sandbox', { origin: 'null', referer: undefined }, undefined],
  ['nothing of an extension', { origin: 'chrome-extension://abc', referer: undefined }, undefined],
  ['nothing of what is no host', { origin: "https://a'onload=x.example", referer: undefined }, undefined],
  ['nothing endless', { origin: `https://${'a.'.repeat(200)}example`, referer: undefined }, undefined],
])('a sighting holds %s', (_name, visit, host) => {
  expect(findHost(visit)).toBe(host)
})

test.each([
  ['shop.example', 'shop.example'],
  ['xn--bcker-gra.example', 'bäcker.example'],
  ['xn--bcker-gra.example:8080', 'bäcker.example:8080'],
  ['localhost:3000', 'localhost:3000'],
  ['[::1]:3000', '[::1]:3000'],
  ['[::1]', '[::1]'],
])('%s is shown as %s', (host, shown) => {
  expect(toSighting({ bot_id: 'b', host, seen_at: '' }).host).toBe(shown)
})
