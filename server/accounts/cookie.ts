/** A browser sends one or two of a name; more are somebody's trick. */
const MAX_VALUES = 4

/** `maxAgeSeconds` undefined makes it end with the browser. */
export type Cookie = { name: string; value: string; maxAgeSeconds: number | undefined }

/** A cookie that this server alone reads. Over HTTPS the prefix keeps a sibling subdomain from planting its own. */
export function buildCookie({ name, value, maxAgeSeconds }: Cookie, overHttps: boolean): string {
  const pair = overHttps ? `${toSecureName(name)}=${value}` : `${name}=${value}`
  const maxAge = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`
  return `${pair}; Path=/; HttpOnly; SameSite=Strict${overHttps ? '; Secure' : ''}${maxAge}`
}

/** Every value of that form in a Cookie header, those of HTTPS first. */
export function parseCookie(cookieHeader: string | null, name: string, form: RegExp): string[] {
  const pairs = (cookieHeader ?? '').split(';').map((pair) => pair.trim())
  return [toSecureName(name), name]
    .flatMap((start) =>
      pairs.filter((pair) => pair.startsWith(`${start}=`)).map((pair) => pair.slice(start.length + 1)),
    )
    .filter((value) => form.test(value))
    .slice(0, MAX_VALUES)
}

const toSecureName = (name: string): string => `__Host-${name}`
