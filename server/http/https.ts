import type { MiddlewareHandler } from 'hono'
import type { Deps } from '#server/deps.ts'
import { AppError } from '#server/errors.ts'
import { isHttps } from '#server/is-https.ts'

/** Asked from inside, past the proxy. */
const INSIDE: ReadonlySet<string> = new Set(['/api/health', '/api/ready', '/metrics'])

/** With FORCE_HTTPS: pages move to the public address; the API refuses, since a silent move would hide the mistake. */
export function forceHttps({ config }: Pick<Deps, 'config'>): MiddlewareHandler {
  return async (c, next) => {
    if (!config.forceHttps || isHttps(c.req.raw, config.trustProxy) || INSIDE.has(c.req.path)) return next()
    const isPage = !c.req.path.startsWith('/api/') && (c.req.method === 'GET' || c.req.method === 'HEAD')
    if (!isPage || config.publicUrl === undefined) throw new AppError('forbidden', 'Use https:// for this address.')
    const { pathname, search } = new URL(c.req.url)
    return c.redirect(config.publicUrl + pathname + search, 301)
  }
}
