import type { Config } from '../config.ts'

const NAME = 'session_token'
/** Over HTTPS: the prefix keeps a sibling subdomain from planting its own. */
const SECURE_NAME = '__Host-session_token'
/** A browser sends one or two; more are somebody's trick. */
const MAX_TOKENS = 4

/** `maxAgeSeconds` undefined makes it end with the browser. */
export function buildSessionCookie(
  session: { token: string; maxAgeSeconds: number | undefined },
  isHttps: boolean,
): string {
  const maxAge = session.maxAgeSeconds === undefined ? '' : `; Max-Age=${session.maxAgeSeconds}`
  return `${attributes(session.token, isHttps)}${maxAge}`
}

export const buildEndedCookie = (isHttps: boolean): string => `${attributes('', isHttps)}; Max-Age=0`

const attributes = (value: string, isHttps: boolean): string =>
  `${isHttps ? SECURE_NAME : NAME}=${value}; Path=/; HttpOnly; SameSite=Strict${isHttps ? '; Secure' : ''}`

/** Every session token in a Cookie header, those of HTTPS first. */
export function parseSessionTokens(cookieHeader: string | null): string[] {
  const pairs = (cookieHeader ?? '').split(';').map((pair) => pair.trim())
  return [SECURE_NAME, NAME]
    .flatMap((name) => pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1)))
    .filter((token) => /^[\w-]{43}$/.test(token))
    .slice(0, MAX_TOKENS)
}

/** Whether the browser came by HTTPS: to us, or to a proxy that we trust. */
export function isHttps(config: Pick<Config, 'trustProxy' | 'forceHttps'>, request: Request): boolean {
  if (config.forceHttps || new URL(request.url).protocol === 'https:') return true
  const forwarded = request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim().toLowerCase()
  return config.trustProxy > 0 && forwarded === 'https'
}
