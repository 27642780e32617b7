import { type Context, Hono } from 'hono'
import { AppError } from '#server/errors.ts'
import { isFresh } from './fresh.ts'
import { buildPagePolicy } from './headers.ts'
import type { StaticFile, StaticFiles } from './static-files.ts'

/** The addresses that the dashboard routes by itself. */
const IS_PAGE = /^\/(login|setup|dashboard(\/[\w/-]*)?)$/
/** Vite puts a hash of the content into the names here. */
const IS_HASHED = /^\/assets\//
const FOREVER = 'public, max-age=31536000, immutable'
const ASK_AGAIN = 'no-cache'

/** The dashboard and `/widget.js`, from memory: a request's path is only ever looked up, never made into a file name. */
export function staticRoutes({ dashboard, widget }: StaticFiles): Hono {
  const app = new Hono()

  app.get('/', (c) => c.redirect('/dashboard'))

  app.get('/widget.js', (c) => {
    if (!widget) throw new AppError('not_found', 'The widget is not built. Run "npm run build".')
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    c.header('Cache-Control', 'public, max-age=300, must-revalidate')
    return send(c, widget)
  })

  app.all('/api/*', () => {
    throw nothingHere()
  })
  app.on(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], '*', () => {
    throw nothingHere()
  })

  app.get('*', (c) => {
    const path = c.req.path
    const file = dashboard.get(path)
    if (file) return sendDashboardFile(c, path, file)
    const index = dashboard.get('/index.html')
    if (IS_PAGE.test(path)) {
      if (!index) throw new AppError('not_found', 'The dashboard is not built. Run "npm run build".')
      return sendDashboardFile(c, '/index.html', index)
    }
    // The dashboard has a page for a person who is lost; a program gets an error.
    if (!index || !c.req.header('accept')?.includes('text/html')) throw nothingHere()
    c.status(404)
    return sendDashboardFile(c, '/index.html', index)
  })

  return app
}

function sendDashboardFile(c: Context, path: string, file: StaticFile): Response {
  c.header('Cache-Control', IS_HASHED.test(path) ? FOREVER : ASK_AGAIN)
  if (path.endsWith('.html')) {
    // The dashboard frames its preview; nobody else frames anything.
    c.header('Content-Security-Policy', buildPagePolicy(path === '/preview.html' ? "'self'" : "'none'"))
  }
  return send(c, file)
}

/** Answers with the smallest form that the client takes, or 304. */
export function send(c: Context, file: StaticFile): Response {
  const accepted = c.req.header('accept-encoding') ?? ''
  const [encoding, body] = file.compressed.find(([name]) => accepted.includes(name)) ?? [undefined, file.plain]
  const etag = `"${file.hash}${encoding ? `-${encoding}` : ''}"`
  c.header('ETag', etag)
  c.header('Vary', 'Accept-Encoding')
  if (isFresh(c, etag)) return c.body(null, 304)
  c.header('Content-Type', file.type)
  if (encoding) c.header('Content-Encoding', encoding)
  return c.body(body)
}

const nothingHere = () => new AppError('not_found', 'There is nothing at this address.')
