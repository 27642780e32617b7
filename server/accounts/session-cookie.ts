const NAME = 'session_token'
/** Over HTTPS: the prefix keeps a sibling subdomain from planting its own. */
const SECURE_NAME = '__Host-session_token'
/** A browser sends one or two; more are somebody's trick. */
const MAX_TOKENS = 4

/** `maxAgeSeconds` undefined makes it end with the browser. */
export function buildSessionCookie(
  session: { token: string; maxAgeSeconds: number | undefined },
  overHttps: boolean,
): string {
  const maxAge = session.maxAgeSeconds === undefined ? '' : `; Max-Age=${session.maxAgeSeconds}`
  return `${attributes(session.token, overHttps)}${maxAge}`
}

export const buildEndedCookie = (overHttps: boolean): string => `${attributes('', overHttps)}; Max-Age=0`

const attributes = (value: string, overHttps: boolean): string =>
  `${overHttps ? SECURE_NAME : NAME}=${value}; Path=/; HttpOnly; SameSite=Strict${overHttps ? '; Secure' : ''}`

/** Every session token in a Cookie header, those of HTTPS first. */
export function parseSessionTokens(cookieHeader: string | null): string[] {
  const pairs = (cookieHeader ?? '').split(';').map((pair) => pair.trim())
  return [SECURE_NAME, NAME]
    .flatMap((name) => pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1)))
    .filter((token) => /^[\w-]{43}$/.test(token))
    .slice(0, MAX_TOKENS)
}
