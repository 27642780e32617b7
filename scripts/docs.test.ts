import { describe, expect, test } from 'vitest'
import SqliteDatabase from 'better-sqlite3'
import { environmentSchema, parseConfig } from '#server/config.ts'
import { LANGUAGE_CODES } from '#server/languages/find-language.ts'
import { openApiDocument } from '#server/trpc/open-api/document.ts'
import { listBrokenMessages } from './docs/diagrams.ts'
import { cutSection, type Document, parseDocument } from './docs/document.ts'
import { listWrongTables, type Tables } from './docs/drawn-tables.ts'
import { listUnansweredEndpoints, listUnnamedEndpoints } from './docs/endpoints.ts'
import { listStaleExcerpts } from './docs/excerpts.ts'
import { listUnknownFiles } from './docs/files.ts'
import { listBrokenLinks } from './docs/links.ts'
import { listUnknownScripts, listUnnamedScripts } from './docs/npm-scripts.ts'
import { listPaths, readDocuments, readText } from './docs/repository.ts'
import { listUnexplainedSettings, listUnknownSettings, OTHER_SETTINGS } from './docs/settings.ts'
import { listUnknownWidgetNames, listUnnamedWidgetNames, parseWidgetNames } from './docs/widget-names.ts'

/** What answers and is not for programs, so that the description leaves it out. */
const NOT_DESCRIBED = [
  { method: 'GET', path: '/api/docs' },
  { method: 'POST', path: '/api/trpc/{procedure}' },
]
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
const sources = [...paths].filter((path) => /^widget\/[^/]*(?<!\.test)\.(?:css|tsx?)$/.test(path))
const widget = parseWidgetNames(sources.map(readText).join('\n'))

const described = Object.entries(openApiDocument({ config: parseConfig({}) }).paths ?? {}).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
)

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
    expect(listUnansweredEndpoints(ours, [...described, ...NOT_DESCRIBED])).toEqual([])
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
    const named = new Set(documents.flatMap(({ spans }) => spans))
    expect(Object.keys(OTHER_SETTINGS).filter((name) => !named.has(name))).toEqual([])
  })

  test('that npm runs is named', () => {
    expect(listUnnamedScripts(documents, scriptNames)).toEqual([])
  })

  test('that answers programs is named', () => {
    expect(listUnnamedEndpoints([find('docs/API.md')], described)).toEqual([])
  })

  test('that a page can say to the widget is named', () => {
    expect(listUnnamedWidgetNames(find('docs/CUSTOMIZATION.md'), widget)).toEqual([])
  })

  test('that the widget speaks is counted', () => {
    const wrong = ['README.md', 'docs/CUSTOMIZATION.md'].flatMap((path) => {
      const counts = readText(path).match(/\d+ languages/g) ?? ['no languages']
      return counts.filter((count) => count !== `${LANGUAGE_CODES.length} languages`).map((count) => [path, count])
    })
    expect(wrong).toEqual([])
  })

  test('that is a table is drawn as it is', () => {
    expect(listWrongTables(find('docs/ARCHITECTURE.md'), readSchema())).toEqual([])
  })

  test('of the newest version stands in the changelog', () => {
    expect(/^## (\S+)/m.exec(readText('CHANGELOG.md'))?.[1]).toBe(version)
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
