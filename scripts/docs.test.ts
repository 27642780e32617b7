import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import SqliteDatabase from 'better-sqlite3'
import { createApp } from '#server/app.ts'
import { environmentSchema } from '#server/config.ts'
import { createStreams } from '#server/http/streams.ts'
import { LANGUAGE_CODES } from '#server/languages/find-language.ts'
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts'
import { openApiDocument } from '#server/trpc/open-api/document.ts'
import { listBrokenMessages } from './docs/diagrams.ts'
import { cutSection, type Document, parseDocument } from './docs/document.ts'
import { listWrongTables, type Tables } from './docs/drawn-tables.ts'
import { type Endpoint, listUnansweredEndpoints, listUnnamedEndpoints } from './docs/endpoints.ts'
import { listStaleExcerpts } from './docs/excerpts.ts'
import { listUnknownFiles } from './docs/files.ts'
import { listBrokenLinks } from './docs/links.ts'
import { listUnknownScripts, listUnnamedScripts } from './docs/npm-scripts.ts'
import { listPaths, readDocuments, readText } from './docs/repository.ts'
import { listUnexplainedSettings, listUnknownSettings } from './docs/settings.ts'
import { listUnknownWidgetNames, listUnnamedWidgetNames, parseWidgetNames } from './docs/widget-names.ts'

const NOT_CALLED = ['/', '/api/docs/docs.css']
/** One path for every procedure, so that no route tells of it. */
const TRPC = { method: 'POST', path: '/api/trpc/{procedure}' }
/** Where the documents tell of other programs, by their files and attributes. */
const OF_OTHERS = { document: 'docs/BENCHMARK.md', section: 'Beside other programs' }

const paths = listPaths()
const documents = readDocuments(paths)
const find = (path: string): Document => parseDocument(path, readText(path))
const ours = [
  ...documents.filter(({ path }) => path !== 'README.md'),
  parseDocument('README.md', cutSection(readText('README.md'), OF_OTHERS.section)),
]

const settings = Object.keys(environmentSchema.shape)
const { scripts, version } = JSON.parse(readText('package.json'))
const scriptNames: string[] = Object.keys(scripts)
const sources = [...paths].filter((path) => /^widget\/[^/]*(?<!\.test)\.tsx?$/.test(path))
const widget = parseWidgetNames(sources.map(readText).join('\n'))

let opened: TestDeps
let described: Endpoint[]
let others: Endpoint[]
beforeAll(async () => {
  opened = await openTestDeps({ METRICS_TOKEN: 'sixteen letters.' })
  const { paths } = openApiDocument(opened.deps)
  described = Object.entries(paths ?? {}).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  )
  const app = createApp(opened.deps, {
    streams: createStreams(opened.deps.config.limits),
    files: { dashboard: new Map(), widget: undefined },
  })
  others = app.routes
    .map(({ method, path }) => ({ method, path: path.replace(/:(\w+)/g, '{$1}') }))
    .filter(({ method, path }) => method !== 'ALL' && !path.includes('*') && !NOT_CALLED.includes(path))
})
afterAll(() => opened.close())

describe('every document', () => {
  test('is read', () => {
    expect(documents.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['README.md', 'SECURITY.md', 'docs/API.md', 'docs/ARCHITECTURE.md']),
    )
  })

  test('leads to what is there', () => {
    expect(listBrokenLinks(documents, paths)).toEqual([])
  })

  test('draws what can be shown', () => {
    expect(listBrokenMessages(documents)).toEqual([])
  })

  test('names files that are there, and shows them as they are', () => {
    expect(listUnknownFiles(ours, paths)).toEqual([])
    expect(listStaleExcerpts(documents, readText)).toEqual([])
  })

  test('names settings, scripts and endpoints that there are', () => {
    expect(listUnknownSettings(ours, settings)).toEqual([])
    expect(listUnknownScripts(ours, scriptNames)).toEqual([])
    expect(listUnansweredEndpoints(ours, [...described, ...others, TRPC])).toEqual([])
  })

  test('names attributes, calls, events and parts that the widget has', () => {
    const ofOurs = ours.filter(({ path }) => path !== OF_OTHERS.document)
    expect(listUnknownWidgetNames(ofOurs, widget)).toEqual([])
  })
})

describe('everything', () => {
  // .env.example has a test of its own beside the settings.
  test('that can be set is explained in a table', () => {
    expect(listUnexplainedSettings([find('README.md'), find('docs/DEPLOYMENT.md')], settings)).toEqual([])
  })

  test('that npm runs is named', () => {
    expect(listUnnamedScripts(documents, scriptNames)).toEqual([])
  })

  test('that answers is named: the API in its document, the rest in any', () => {
    expect(listUnnamedEndpoints([find('docs/API.md')], described, { withMethod: true })).toEqual([])
    expect(listUnnamedEndpoints(documents, others, { withMethod: false })).toEqual([])
  })

  test('that a page can say to the widget is named', () => {
    expect(listUnnamedWidgetNames(find('docs/CUSTOMIZATION.md'), widget)).toEqual([])
  })

  test('that the widget speaks is counted', () => {
    const counts = ['README.md', 'docs/CUSTOMIZATION.md'].flatMap(
      (path) => readText(path).match(/\d+(?= languages)/g) ?? [],
    )
    expect(new Set(counts)).toEqual(new Set([`${LANGUAGE_CODES.length}`]))
  })

  test('that is a table is drawn as it is', () => {
    expect(listWrongTables(find('docs/ARCHITECTURE.md'), readSchema())).toEqual([])
  })

  test('of the newest version stands in the changelog', () => {
    expect(/^## (\S+)/m.exec(readText('CHANGELOG.md'))?.[1]).toBe(version)
  })
})

describe('a document', () => {
  const listAll = (text: string) => {
    const planted = [parseDocument('README.md', text)]
    return [
      ...listBrokenLinks(planted, paths),
      ...listBrokenMessages(planted),
      ...listUnknownFiles(planted, paths),
      ...listStaleExcerpts(planted, readText),
      ...listUnknownSettings(planted, settings),
      ...listUnknownScripts(planted, scriptNames),
      ...listUnansweredEndpoints(planted, [...described, ...others, TRPC]),
      ...listUnknownWidgetNames(planted, widget),
    ]
  }

  test.each([
    ['a file', '[x](docs/NOWHERE.md)', 'docs/NOWHERE.md'],
    ['a picture', '![x](docs/nowhere.png)', 'docs/nowhere.png'],
    ['a picture as HTML', '<img src="docs/nowhere.gif" width="9">', 'docs/nowhere.gif'],
    ['a heading', '# Here\n\n[x](#here) [x](#there)', '#there'],
    ['a heading elsewhere', '[x](CONTRIBUTING.md#nothing)', 'CONTRIBUTING.md#nothing'],
    ['a heading three times', '# Wh_y?\n# Wh_y!\n[1](#wh_y) [2](#wh_y-1) [3](#wh_y-2)', '#wh_y-2'],
    ['a message', '```mermaid\nsequenceDiagram\n  A->>B: one; two\n```', 'A->>B: one; two'],
    ['a file in backticks', '`app.ts` and `server/nowhere.ts`', 'server/nowhere.ts'],
    ['a folder in backticks', '`server/` and `nowhere/`', 'nowhere/'],
    ['a file in a command', '```sh\nnpx vitest run server/chat server/nowhere\n```', 'server/nowhere'],
    ['a line', '```ts\n// server/bots/month.ts\n…\nconst month = 1\n```', 'const month = 1'],
    ['a setting', '`PORT`, `PUBLIC_URL` and `PUBLIC_URLS=`', 'PUBLIC_URLS'],
    ['a setting in a command', '```sh\nMY_ID=1; LOG_LEVELS=info npm start $MY_ID\n```', 'LOG_LEVELS'],
    ['a script', '`npm start`, `npm run dev`, `npm run -s nothing`', 'npm run nothing'],
    ['a method', 'GET `/api/health`, POST `/api/health`', 'POST /api/health'],
    ['an endpoint', '| GET | `/api/admin/bots/{id}` |\n| GET | `/api/admin/bot/{id}` |', 'GET /api/admin/bot/{id}'],
    [
      'an endpoint of a command',
      '```sh\ncurl "$HOST/api/admin/bots/$ID/ingested"\n```',
      '/api/admin/bots/$ID/ingested',
    ],
    ['an attribute', '`data-lang`, `data-language`', 'data-language'],
    ['a call', "`Frontdesk.open()`, `Frontdesk.q.push(['show'])`", 'show'],
    ['an event', "`Frontdesk.on('ready', go)`, `Frontdesk.on('load', go)`", 'load'],
    ['a part', '`::part(bubble)`', 'bubble'],
  ])('that names %s which is not there is told', (_name, text, problem) => {
    const told = listAll(text)
    expect(told.map((line) => line.replace(/^README\.md: /, ''))).toContain(problem)
    expect(new Set(told).size).toBe(problem.includes('/api/admin/bot/') ? 2 : 1)
  })

  test('that names nothing misses everything', () => {
    const empty = parseDocument('README.md', 'A page.')
    expect(listUnexplainedSettings([empty], settings)).toEqual(settings)
    expect(listUnnamedScripts([empty], scriptNames)).toEqual(scriptNames)
    for (const withMethod of [true, false]) {
      expect(listUnnamedEndpoints([empty], described, { withMethod })).toHaveLength(described.length)
    }
    expect(listUnnamedWidgetNames(empty, widget)).toEqual(expect.arrayContaining(['data-bot-id', 'open', 'answer']))
    const drawn = parseDocument(
      'README.md',
      '```mermaid\nerDiagram\n  a ||--o{ b : has\n  b {\n    text x "y"\n  }\n```',
    )
    const schema = new Map([
      ['b', ['z']],
      ['c', []],
    ])
    expect(listWrongTables(drawn, schema)).toEqual(['no table a', 'no column b.x', 'c is not drawn'])
  })
})

function readSchema(): Tables {
  const database = new SqliteDatabase(':memory:')
  database.exec(readText('migrations/schema.sql'))
  const list = (sql: string, ...values: string[]): string[] =>
    database
      .prepare<string[], string>(sql)
      .pluck()
      .all(...values)
  const tables = list("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')")
  return new Map(
    tables
      .filter((table) => !/^(?:sqlite|kysely)_/.test(table))
      .map((table) => [table, list('SELECT name FROM pragma_table_info(?)', table)]),
  )
}
