import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { AppError } from '#server/errors.ts'
import { buildPagePolicy } from './headers.ts'
import { send } from './static.ts'
import { readStaticFile, type StaticFile } from './static-files.ts'

const FILES = new Map([
  ['/api/docs', 'docs.html'],
  ['/api/docs/docs.css', 'docs.css'],
  ['/api/docs/docs.js', 'docs.js'],
])

/** A page that shows /api/openapi.json to a person; nothing of it comes from another host. */
export function docsRoutes(): Hono {
  const app = new Hono()
  for (const [path, name] of FILES) {
    let reading: Promise<StaticFile | undefined> | undefined
    app.get(path, async (c) => {
      reading ??= readStaticFile(fileURLToPath(new URL(`docs/${name}`, import.meta.url)))
      const file = await reading
      if (!file) throw new AppError('not_found', 'There is nothing at this address.')
      c.header('Cache-Control', 'no-cache')
      c.header('Content-Security-Policy', buildPagePolicy("'none'"))
      return send(c, file)
    })
  }
  return app
}
