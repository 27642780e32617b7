import type { Context, MiddlewareHandler } from 'hono'
import type { Config } from '#server/config.ts'
import type { Deps } from '#server/deps.ts'
import { AppError } from '#server/errors.ts'
import { createLimit } from '#server/rate-limit.ts'
import { clientIp } from './client-ip.ts'
import { limitBody } from './limit-body.ts'
import { isOwnOrigin } from './own-page.ts'

const MAX_BODY_BYTES = 1024 * 1024
/** The routes that take a file; they measure their own bodies. */
const UPLOAD_PATH = /^\/api\/admin\/(bots\/[^/]+\/avatar|backups\/upload)$/
/** A backup comes up in pieces of 1 MB: as many in a minute as a fast line brings. */
const BACKUP_PIECES_PATH = '/api/admin/backups/upload'
const BACKUP_PIECES_A_MINUTE = 1_000

/**
 * Stands before every admin route, signed in or not: how often, from which page, what kind of body. Who asks is each
 * procedure's own question. The cookie alone would not do, because tRPC runs a mutation without input from a
 * cross-site form.
 */
export function adminGuard({ config }: Pick<Deps, 'config'>): MiddlewareHandler {
  const limit = createLimit(config.limits.adminPerIp, 60)
  const pieceLimit = createLimit(BACKUP_PIECES_A_MINUTE, 60)
  const checkSize = limitBody(MAX_BODY_BYTES, 'This request is too large. Keep it under 1 MB.')

  return async (c, next) => {
    c.header('Cache-Control', 'no-store')
    await (c.req.path === BACKUP_PIECES_PATH ? pieceLimit : limit).consume(clientIp(c, config.trustProxy))
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    checkSameOrigin(c, config)
    if (UPLOAD_PATH.test(c.req.path)) return next()
    checkJson(c)
    return checkSize(c, next)
  }
}

function checkSameOrigin(c: Context, config: Config): void {
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const ownPage = site === undefined || site === 'same-origin' || site === 'none'
  const ownOrigin = origin === undefined || isOwnOrigin(c, config, origin)
  if (!ownPage || !ownOrigin)
    throw new AppError('forbidden', 'Do this from the dashboard itself, not from another page.')
}

function checkJson(c: Context): void {
  const type = c.req.header('content-type')
  const isEmpty = c.req.header('transfer-encoding') === undefined && Number(c.req.header('content-length') ?? 0) === 0
  if (type === undefined && isEmpty) return
  if (type?.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
    throw new AppError('unsupported_type', 'Send JSON, with the header "Content-Type: application/json".')
  }
}
