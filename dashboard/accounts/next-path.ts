const HOME = '/dashboard'

/** Where to go after signing in: a path of this dashboard, whatever the address bar asked for. */
export function nextPath(next: string | null, origin: string): string {
  if (next === null || !next.startsWith('/') || /[\\\p{Cc}]/u.test(next) || !URL.canParse(next, origin)) return HOME
  const url = new URL(next, origin)
  const isPage = url.pathname === HOME || url.pathname.startsWith(`${HOME}/`)
  return url.origin === origin && isPage ? url.pathname + url.search : HOME
}

/** The sign-in page, which leads back to `page`. */
export const loginPath = ({ pathname, search = '' }: { pathname: string; search?: string }): string =>
  `/login?next=${encodeURIComponent(pathname + search)}`
