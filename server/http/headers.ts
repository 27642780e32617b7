import type { MiddlewareHandler } from 'hono'
import type { Deps } from '#server/deps.ts'
import { isHttps } from '#server/is-https.ts'

const API_POLICY = "default-src 'none'; frame-ancestors 'none'"

/** What a page of ours may load: only what this server sends. `frameAncestors` says who may frame it. */
export const buildPagePolicy = (frameAncestors: "'none'" | "'self'"): string =>
  [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestors}`,
  ].join('; ')

/** The headers of every answer; a route that needs another value has set it already. */
export function securityHeaders({ config }: Pick<Deps, 'config'>): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const headers = c.res.headers
    headers.set('X-Content-Type-Options', 'nosniff')
    headers.set('Referrer-Policy', 'same-origin')
    if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', API_POLICY)
    if (!headers.has('Cross-Origin-Resource-Policy')) headers.set('Cross-Origin-Resource-Policy', 'same-origin')
    if (isHttps(c.req.raw, config.trustProxy)) headers.set('Strict-Transport-Security', 'max-age=31536000')
  }
}
