import { join } from 'node:path'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import { AppError } from '#server/errors.ts'
import { ROOT } from '#server/root.ts'
import { type JsonSchema, jsonSchema, schemaInWords } from './schema-in-words.ts'
import { send } from './static.ts'
import { readStaticFile, type StaticFile } from './static-files.ts'

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const stylesheet = join(ROOT, 'server/http/docs.css')

const contentSchema = z.record(z.string(), z.object({ schema: jsonSchema.optional() }))
const operationSchema = z.object({
  summary: z.string().default(''),
  description: z.string().optional(),
  tags: z.array(z.string()).default([]),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), schema: jsonSchema.optional() })).default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: contentSchema.optional() })).default({}),
})
const openApiSchema = z.object({
  info: z.object({ description: z.string().default('') }),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)).default({}),
})
type Operation = z.infer<typeof operationSchema> & { method: string; path: string }

/** Shows the description behind /api/openapi.json to a person: one page without a script or another host. */
export function docsRoutes(openApi: unknown): Hono {
  const { info, paths } = openApiSchema.parse(openApi)
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Operation => ({ ...operation, method, path })),
  )
  const byTag = Map.groupBy(operations, ({ tags }) => tags[0] ?? 'other')
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Frontdesk API</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/api/docs/docs.css" />
      </head>
      <body>
        <main>
          <h1>Frontdesk API</h1>
          <p>${info.description} For programs: <a href="/api/openapi.json">openapi.json</a>.</p>
          ${[...byTag].map(
            ([tag, group]) =>
              html`<h2>${tag}</h2>
                ${group.map(showOperation)}`,
          )}
        </main>
      </body>
    </html>`
  let style: Promise<StaticFile | undefined> | undefined

  const app = new Hono()
  app.get('/api/docs', (c: Context) => {
    c.header('Cache-Control', 'no-cache')
    c.header('Content-Security-Policy', PAGE_POLICY)
    return c.html(page)
  })
  app.get('/api/docs/docs.css', async (c) => {
    style ??= readStaticFile(stylesheet)
    const file = await style
    if (!file) throw new AppError('not_found', 'There is nothing at this address.')
    c.header('Cache-Control', 'no-cache')
    return send(c, file)
  })
  return app
}

function showOperation({ method, path, summary, description, parameters, requestBody, responses }: Operation) {
  const asked = parameters.map(({ name, in: place, schema }) => `${name} (${place}): ${schemaInWords(schema ?? {})}`)
  const body = requestBody && schemaOf(requestBody.content)
  return html`<details>
    <summary>
      <span class="method">${method.toUpperCase()}</span>
      <span class="path">${path}</span>
      <span class="summary">${summary}</span>
    </summary>
    <div class="body">
      ${description && html`<p>${description}</p>`}
      ${
        asked.length > 0 &&
        html`<h3>Parameters</h3>
          <pre>${asked.join('\n')}</pre>`
      }
      ${
        body &&
        html`<h3>Body</h3>
          <pre>${schemaInWords(body)}</pre>`
      }
      ${Object.entries(responses).map(([status, answer]) => {
        const schema = schemaOf(answer.content)
        return html`<h3>${status}: ${answer.description}</h3>
          ${schema && html`<pre>${schemaInWords(schema)}</pre>`}`
      })}
    </div>
  </details>`
}

const schemaOf = (content: z.infer<typeof contentSchema> = {}): JsonSchema | undefined =>
  Object.values(content)[0]?.schema
