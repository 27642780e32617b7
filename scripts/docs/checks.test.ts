import { expect, test } from 'vitest'
import { listBrokenMessages } from './diagrams.ts'
import { parseDocument } from './document.ts'
import { listWrongTables } from './drawn-tables.ts'
import { listUnansweredEndpoints, listUnnamedEndpoints } from './endpoints.ts'
import { listStaleExcerpts } from './excerpts.ts'
import { listUnknownFiles } from './files.ts'
import { listBrokenLinks } from './links.ts'
import { listUnknownScripts, listUnnamedScripts } from './npm-scripts.ts'
import { listUnexplainedSettings, listUnknownSettings } from './settings.ts'
import { listUnknownWidgetNames, listUnnamedWidgetNames, parseWidgetNames } from './widget-names.ts'

// A check that stops seeing anything looks exactly like documents without a fault. So each is shown one.

const paths = new Set(['README.md', 'docs', 'docs/API.md', 'server', 'server/app.ts', 'server/chat'])
const settings = ['PORT', 'PUBLIC_URL', 'LOG_LEVEL']
const scripts = ['start', 'dev']
const endpoints = [
  { method: 'GET', path: '/api/health' },
  { method: 'GET', path: '/api/bots/{id}' },
  { method: 'POST', path: '/api/bots/{id}/ingest' },
]
const widget = parseWidgetNames(`
  const { botId, lang } = script.dataset
  <div part="panel">
  .panel { color: red }
type Emit = (event: 'ready' | 'open', detail?: unknown) => void
type Calls = {
  open: () => void
  on: () => void
}
export type FrontdeskApi = Calls & {
  q: object
}
`)

const listAll = (text: string): string[] => {
  const planted = [parseDocument('README.md', text), parseDocument('docs/API.md', '# API')]
  return [
    ...listBrokenLinks(planted, paths),
    ...listBrokenMessages(planted),
    ...listUnknownFiles(planted, paths),
    ...listStaleExcerpts(planted, () => 'const app = 1'),
    ...listUnknownSettings(planted, settings),
    ...listUnknownScripts(planted, scripts),
    ...listUnansweredEndpoints(planted, endpoints),
    ...listUnknownWidgetNames(planted, widget),
  ]
}

test.each([
  ['a file', '[x](docs/NOWHERE.md)', 'docs/NOWHERE.md'],
  ['a picture', '![x](docs/nowhere.png)', 'docs/nowhere.png'],
  ['a picture as HTML', '<img src="docs/nowhere.gif" width="9">', 'docs/nowhere.gif'],
  ['a heading', '# Here\n\n[x](#here) [x](#there)', '#there'],
  ['a heading elsewhere', '[x](docs/API.md#nothing)', 'docs/API.md#nothing'],
  ['a heading three times', '# Wh_y?\n# Wh_y!\n[1](#wh_y) [2](#wh_y-1) [3](#wh_y-2)', '#wh_y-2'],
  ['a message', '```mermaid\nsequenceDiagram\n  A->>B: one; two\n```', 'A->>B: one; two'],
  ['a file in backticks', '`app.ts` and `server/nowhere.ts`', 'server/nowhere.ts'],
  ['a folder in backticks', '`server/` and `nowhere/`', 'nowhere/'],
  ['a file in a command', '```sh\nnpx vitest run server/chat server/nowhere\n```', 'server/nowhere'],
  ['a line', '```ts\n// server/app.ts\nconst app = 1\n…\nconst app = 2\n```', 'const app = 2'],
  ['a setting', '`PORT`, `PUBLIC_URL` and `PUBLIC_URLS=`', 'PUBLIC_URLS'],
  ['a short setting', '`PORT=1 PROT=1 npm start`', 'PROT'],
  ['a setting in a command', '```sh\nMY_ID=1; LOG_LEVELS=info npm start $MY_ID\n```', 'LOG_LEVELS'],
  ['a script', '`npm start`, `npm run dev`, `npm run -s nothing`', 'npm run nothing'],
  ['a method', 'GET `/api/health`, POST `/api/health`', '/api/health'],
  ['an endpoint', '| GET | `/api/bots/{id}` |\n| GET | `/api/bot/{id}` |', '/api/bot/{id}'],
  ['an endpoint of a command', '```sh\ncurl "$HOST/api/bots/$ID/ingested"\n```', '/api/bots/$ID/ingested'],
  ['an attribute', '`data-lang`, `data-language`', 'data-language'],
  ['an attribute in code', '```js\nscript.dataset.botId = script.dataset.apiKey\n```', 'data-api-key'],
  ['a call', "`Frontdesk.open()`, `Frontdesk.q.push(['show'])`", 'show'],
  ['an event', "`Frontdesk.on('ready', go)`, `Frontdesk.on('load', go)`", 'load'],
  ['an event on a line of its own', "```js\nFrontdesk.q.push([\n  'on',\n  'load',\n])\n```", 'load'],
  ['a class', "```js\nsheet.replaceSync('.panel { margin: 0 } .bubble { margin: 0 }')\n```", 'bubble'],
  ['a part', '`::part(bubble)`', 'bubble'],
])('tells of %s that is wrong', (_name, text, problem) => {
  const told = listAll(text).map((line) => line.replace(/^README\.md: (?:(?:GET|POST) )?/, ''))
  expect(new Set(told)).toEqual(new Set([problem]))
})

test('an empty document misses everything', () => {
  const empty = parseDocument('README.md', 'A page.')
  expect(listUnexplainedSettings([empty], settings)).toEqual(settings)
  expect(listUnnamedScripts([empty], scripts)).toEqual(scripts)
  expect(listUnnamedEndpoints([empty], endpoints)).toHaveLength(endpoints.length)
  expect(listUnnamedWidgetNames(empty, widget)).toEqual([
    'data-bot-id',
    'data-lang',
    'open',
    'on',
    'q',
    'ready',
    'open',
    'panel',
  ])
})

test('tables are compared both ways', () => {
  const diagram = '```mermaid\nerDiagram\n  a ||--o{ b : has\n  b {\n    text x "y"\n  }\n```'
  const schema = new Map([
    ['b', ['z']],
    ['c', []],
  ])
  const wrong = ['no table a', 'no column b.x', 'c is not drawn']
  expect(listWrongTables(parseDocument('README.md', diagram), schema)).toEqual(wrong)
})
