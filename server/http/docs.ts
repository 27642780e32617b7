import { join } from 'node:path'
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { html } from 'hono/html'
import { AppError } from '#server/errors.ts'
import { ROOT } from '#server/root.ts'
import { type ApiDescription, type ApiObject, describeApi, type Operation } from './api-description.ts'
import { inline, nameOf, pieces, showFields, showTable, toAnchor } from './docs-parts.ts'
import { send } from './static.ts'
import { readStaticFile, type StaticFile } from './static-files.ts'

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const stylesheet = join(ROOT, 'server/http/docs.css')

/** Shows what /api/openapi.json describes to a person: one page without a script or another host. */
export function docsRoutes(openApi: () => Promise<unknown>): Hono {
  let page: ReturnType<typeof showPage> | undefined
  let style: Promise<StaticFile | undefined> | undefined

  const app = new Hono()
  app.get('/api/docs', compress(), async (c: Context) => {
    c.header('Cache-Control', 'no-cache')
    c.header('Content-Security-Policy', PAGE_POLICY)
    return c.html((page ??= showPage(describeApi(await openApi()))))
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

const CREDENTIALS = {
  session: html`Needs the <a href="#signing-in">cookie of a session</a>.`,
  metrics: html`Needs the setting <code>METRICS_TOKEN</code> as a bearer token.`,
  none: html`Needs no session.`,
} satisfies Record<Operation['credential'], unknown>

function showPage({ about, groups, objects, codes }: ApiDescription) {
  return html`<!doctype html>
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
        <nav aria-label="Contents">
          <ul>
            ${[...groups.map(({ name }) => name), 'Objects', 'Errors'].map(
              (name) => html`<li><a href="#${toAnchor(name)}">${name}</a></li>`,
            )}
          </ul>
        </nav>
        <main>
          <h1>Frontdesk API</h1>
          <p>${inline(about)} For programs: <a href="/api/openapi.json">openapi.json</a>.</p>
          <p>
            In the examples, names in capitals are for you to fill in: <code>$FRONTDESK</code> is the address of this
            server, in JavaScript <code>FRONTDESK</code>; the sign-in makes <code>cookies.txt</code> and
            <code>COOKIE</code>.
          </p>
          ${groups.map(
            ({ name, description, operations }) =>
              html`<section aria-labelledby="${toAnchor(name)}">
                <h2 id="${toAnchor(name)}">${name}</h2>
                <p>${inline(description)}</p>
                ${operations.map(showOperation)}
              </section>`,
          )}
          <section aria-labelledby="objects">
            <h2 id="objects">Objects</h2>
            ${objects.map(showObject)}
          </section>
          <section aria-labelledby="errors">
            <h2 id="errors">Errors</h2>
            <p>
              Every error answer is an object <code>error</code> with a <code>code</code> for a program and a
              <code>message</code> for a person.
            </p>
            ${showTable(
              ['Code', 'Status and meaning'],
              codes.map(({ code, meaning }) => [html`<code>${code}</code>`, inline(meaning)]),
            )}
          </section>
        </main>
      </body>
    </html>`
}

function showOperation({
  id,
  method,
  path,
  summary,
  description,
  credential,
  parameters,
  bodies,
  success,
  ...rest
}: Operation) {
  return html`<details>
    <summary>
      <span class="method">${method}</span>
      <span class="path">${path}</span>
      <span class="about">${inline(summary)}</span>
    </summary>
    <div class="body" id="path-${id}">
      ${description !== '' && html`<p>${inline(description)}</p>`}
      <p>${CREDENTIALS[credential]}</p>
      ${
        parameters.length > 0 &&
        html`<h3>Parameters</h3>
          ${showTable(
            ['Name', 'In', 'Type', 'Limits', 'Meaning'],
            parameters.map((field) => [
              nameOf(field),
              field.place,
              pieces(field.type),
              pieces(field.limits),
              inline(field.meaning),
            ]),
          )}`
      }
      ${
        rest.bodyType !== '' &&
        bodies.length === 0 &&
        html`<h3>Body, <code>${rest.bodyType}</code></h3>
          <p>The file as it is.</p>`
      }
      ${bodies.map(
        (fields, index) =>
          html`<h3>${index === 0 ? html`Body, <code>${rest.bodyType}</code>` : 'Or'}</h3>
            ${showTable(
              ['Field', 'Type', 'Limits', 'Meaning'],
              fields.map((field) => [nameOf(field), pieces(field.type), pieces(field.limits), inline(field.meaning)]),
            )}`,
      )}
      <h3>${success.status} ${inline(success.meaning)}${contentOf(success)}</h3>
      ${success.fields.length > 0 && showFields(success.fields)}
      <h3>Errors</h3>
      ${
        rest.failures.length > 0 &&
        html`<ul>
          ${rest.failures.map(({ status, meaning }) => html`<li><strong>${status}</strong> ${inline(meaning)}</li>`)}
        </ul>`
      }
      <p>As <a href="#errors">everywhere</a>: ${rest.commonFailures.join(', ')}.</p>
      ${rest.samples.map(
        ({ label, source }) =>
          html`<h3>${label}</h3>
            <pre>${source}</pre>`,
      )}
    </div>
  </details>`
}

function contentOf({ type, object, fields }: Operation['success']) {
  if (object.length > 0) return html`: ${type === 'text/event-stream' ? 'a stream of ' : ''}${pieces(object)}`
  return type !== '' && fields.length === 0 ? html`: <code>${type}</code>` : ''
}

const showObject = ({ name, fields, choices }: ApiObject) =>
  html`<h3 id="${toAnchor(name)}">${name}</h3>
    ${choices.length > 0 ? html`<p>One of ${pieces(choices)}.</p>` : showFields(fields)}`
