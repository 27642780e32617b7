import type { MiddlewareHandler } from 'hono'
import type { Deps } from '#server/deps.ts'
import { AppError } from '#server/errors.ts'
import { isHttps } from '#server/is-https.ts'

/** With FORCE_HTTPS: pages move to the public address; the API refuses, since a silent move would hide the mistake. */
export function forceHttps({ config }: Pick<Deps, 'config'>): MiddlewareHandler {
  return async (c, next) => {
    // A health check asks from inside, past the proxy.
    if (!config.forceHttps || isHttps(c.req.raw, config.trustProxy) || c.req.path === '/api/health') return next()
    const isPage = !c.req.path.startsWith('/api/') && (c.req.method === 'GET' || c.req.method === 'HEAD')
    if (!isPage || config.publicUrl === undefined) throw new AppError('forbidden', 'Use https:// for this address.')
    const { pathname, search } = new URL(c.req.url)
    return c.redirect(config.publicUrl + pathname + search, 301)
  }
}
