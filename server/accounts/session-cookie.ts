import { buildCookie, parseCookie } from './cookie.ts'

const NAME = 'session_token'

/** `maxAgeSeconds` undefined makes it end with the browser. */
export const buildSessionCookie = (
  { token, maxAgeSeconds }: { token: string; maxAgeSeconds: number | undefined },
  overHttps: boolean,
): string => buildCookie({ name: NAME, value: token, maxAgeSeconds }, overHttps)

export const buildEndedCookie = (overHttps: boolean): string =>
  buildCookie({ name: NAME, value: '', maxAgeSeconds: 0 }, overHttps)

/** Every session token in a Cookie header, those of HTTPS first. */
export const parseSessionTokens = (cookieHeader: string | null): string[] =>
  parseCookie(cookieHeader, NAME, /^[\w-]{43}$/)
