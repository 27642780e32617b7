import type { Context } from 'hono'
import type { Config } from '#server/config.ts'

/** Behind a proxy the scheme is not known for sure, and the host alone tells the sites apart. */
export function isOwnOrigin(c: Context, { publicUrl }: Pick<Config, 'publicUrl'>, origin: string): boolean {
  const asking = URL.parse(origin)?.host ?? ''
  return (
    asking !== '' &&
    (asking === c.req.header('host') || (publicUrl !== undefined && asking === new URL(publicUrl).host))
  )
}

/** Whether a page of this installation asks: browsers name no origin when a page reads from its own server. */
export function isOwnPage(c: Context, config: Pick<Config, 'publicUrl'>): boolean {
  const origin = c.req.header('origin')
  if (origin !== undefined) return isOwnOrigin(c, config, origin)
  return c.req.header('sec-fetch-site') === 'same-origin' || isOwnOrigin(c, config, c.req.header('referer') ?? '')
}
