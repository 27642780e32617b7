import { expect, test } from 'vitest'
import { buildEndedCookie, buildSessionCookie, parseSessionTokens } from './session-cookie.ts'

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
