import type { Context } from 'hono'

/** Whether the client holds this very version, so that a 304 is all it needs. */
export function isFresh(c: Context, etag: string): boolean {
  const held = c.req.header('if-none-match')
  if (held === undefined) return false
  return held.split(',').some((entry) => ['*', etag].includes(entry.trim().replace(/^W\//, '')))
}
