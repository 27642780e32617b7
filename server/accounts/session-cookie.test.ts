import { expect, test } from 'vitest'
import { buildEndedCookie, buildSessionCookie, isHttps, parseSessionTokens } from './session-cookie.ts'

const token = 'a'.repeat(43)

test('the cookie is for the server alone, and lasts only when asked', () => {
  expect(buildSessionCookie({ token, maxAgeSeconds: undefined }, false)).toBe(
    `session_token=${token}; Path=/; HttpOnly; SameSite=Strict`,
  )
  expect(buildSessionCookie({ token, maxAgeSeconds: 604800 }, true)).toBe(
    `__Host-session_token=${token}; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=604800`,
  )
  expect(buildEndedCookie(true)).toBe('__Host-session_token=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0')
})

test.each([
  ['no cookie', null, []],
  ['other cookies', `theme=dark; xsession_token=${token}`, []],
  ['ours among others', `theme=dark;session_token=${token}; a=b`, [token]],
  [
    'a planted one beside the one of HTTPS',
    `session_token=${'b'.repeat(43)}; __Host-session_token=${token}`,
    [token, 'b'.repeat(43)],
  ],
  ['no token of ours', `session_token=${'a'.repeat(44)}; session_token=; session_token=%00`, []],
  ['at most four', `session_token=${token};`.repeat(50), [token, token, token, token]],
])('reads %s', (_name, header, tokens) => {
  expect(parseSessionTokens(header)).toEqual(tokens)
})

const plain = { trustProxy: 0, forceHttps: false }
test.each([
  ['http', plain, 'http://x/', undefined, false],
  ['https', plain, 'https://x/', undefined, true],
  ['a header that nobody vouches for', plain, 'http://x/', 'https', false],
  ['a trusted proxy', { ...plain, trustProxy: 1 }, 'http://x/', 'https', true],
  ['a trusted proxy that got http', { ...plain, trustProxy: 1 }, 'http://x/', 'http', false],
  ["a made-up value before the proxy's", { ...plain, trustProxy: 1 }, 'http://x/', 'https, http', false],
  ['two proxies, the outer by https', { ...plain, trustProxy: 2 }, 'http://x/', 'https, http', true],
  ['FORCE_HTTPS', { ...plain, forceHttps: true }, 'http://x/', undefined, true],
])('over HTTPS: %s', (_name, config, url, forwarded, expected) => {
  const headers = new Headers(forwarded === undefined ? {} : { 'x-forwarded-proto': forwarded })
  expect(isHttps(config, new Request(url, { headers }))).toBe(expected)
})
