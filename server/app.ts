import { Hono } from 'hono'
import { compress } from 'hono/compress'
import type { Deps } from './deps.ts'
import { avatarRoutes } from './http/avatars.ts'
import { backupRoutes } from './http/backups.ts'
import { chatRoutes } from './http/chat.ts'
import { clientIp } from './http/client-ip.ts'
import { conversationsCsvRoutes } from './http/conversations-csv.ts'
import { docsRoutes } from './http/docs.ts'
import { toErrorResponse } from './http/errors.ts'
import { adminGuard } from './http/guard.ts'
import { securityHeaders } from './http/headers.ts'
import { healthRoutes } from './http/health.ts'
import { forceHttps } from './http/https.ts'
import type { Streams } from './http/streams.ts'
import { metricsRoutes } from './http/metrics.ts'
import { staticRoutes } from './http/static.ts'
import type { StaticFiles } from './http/static-files.ts'
import { widgetConfigRoutes } from './http/widget-config.ts'
import type { openApiDocument } from './trpc/open-api/document.ts'
import { restHandler } from './trpc/serve-rest.ts'
import { toTrpcErrorResponse, trpcHandler } from './trpc/serve-trpc.ts'

/** The whole server behind one fetch function; it never listens. */
export function createApp(deps: Deps, { streams, files }: { streams: Streams; files: StaticFiles }): Hono {
  const { config, log } = deps
  const trpc = trpcHandler(deps)
  const rest = restHandler(deps)
  const guard = adminGuard(deps)

  const app = new Hono()
  app.onError((error, c) =>
    c.req.path.startsWith('/api/trpc/') ? toTrpcErrorResponse(error, log) : toErrorResponse(error, log),
  )
  app.use(securityHeaders(deps))
  app.use(forceHttps(deps))

  app.route('/', chatRoutes(deps, streams))
  app.route('/', widgetConfigRoutes(deps))
  for (const path of ['/api/trpc/*', '/api/admin/*', '/api/auth/*']) app.use(path, guard)
  app.route('/', avatarRoutes(deps))
  app.route('/', backupRoutes(deps))
  app.route('/', conversationsCsvRoutes(deps))
  app.all('/api/trpc/*', (c) => trpc(c.req.raw, clientIp(c, config.trustProxy)))
  app.all('/api/admin/*', (c) => rest(c.req.raw, clientIp(c, config.trustProxy)))
  app.all('/api/auth/*', (c) => rest(c.req.raw, clientIp(c, config.trustProxy)))

  app.route('/', healthRoutes(deps, streams))
  app.route('/', metricsRoutes(deps, streams))
  // Loaded and made when somebody first asks: few do, and a start would wait for it.
  let described: Promise<ReturnType<typeof openApiDocument>> | undefined
  const describe = async () => (await import('./trpc/open-api/document.ts')).openApiDocument(deps)
  const openApi = () => (described ??= describe())
  app.get('/api/openapi.json', compress(), async (c) => c.json(await openApi()))
  app.route('/', docsRoutes(openApi))
  app.route('/', staticRoutes(files))
  return app
}
