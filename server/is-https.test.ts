import { expect, test } from 'vitest'
import { isHttps } from './is-https.ts'

test.each([
  ['no proxy', 0, undefined, false],
  ['a header that nobody vouches for', 0, 'https', false],
  ['a trusted proxy', 1, 'https', true],
  ['a trusted proxy that got http', 1, 'http', false],
  ["a made-up value before the proxy's", 1, 'https, http', false],
  ['two proxies, the outer by https', 2, 'https, http', true],
])('%s', (_name, trustProxy, forwarded, expected) => {
  const headers = new Headers(forwarded === undefined ? {} : { 'x-forwarded-proto': forwarded })
  expect(isHttps(new Request('http://x/', { headers }), trustProxy)).toBe(expected)
})
