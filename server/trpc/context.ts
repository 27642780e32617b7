import { findSession } from '../accounts/sessions.ts'
import type { Deps } from '../deps.ts'
import { isHttps } from '../is-https.ts'
import type { Context } from './init.ts'

export async function openContext(deps: Deps, request: Request, ip: string, resHeaders: Headers): Promise<Context> {
  const https = isHttps(request, deps.config.trustProxy)
  return {
    deps,
    session: await findSession(deps, request.headers.get('cookie')),
    ip,
    isHttps: https,
    origin: `${https ? 'https' : 'http'}://${new URL(request.url).host}`,
    headers: request.headers,
    resHeaders,
  }
}
