import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createLocalEmbedder } from '#server/models/local.ts'
import { createCachedEmbedder } from './eval/cached-embedder.ts'
import { measureCharset } from './eval/charset.ts'
import { measureExtraction } from './eval/extraction.ts'
import { toFitRows, toStopRows, toWeightRows } from './eval/fit.ts'
import { measureInjection } from './eval/injection.ts'
import { measureKnowledge, openDesk, type QuestionResult } from './eval/knowledge.ts'
import { Complaint, readPack } from './eval/pack.ts'
import { toCharsetRows, toExtractionRows, toInjectionRows, toKnowledgeRows, toMarkupRows } from './eval/report.ts'
import { type Row, toTable } from './table.ts'

const USAGE = `Measures reading, search, refusals and answers of the local engine on a pack of pages and questions.

  npm run eval                        the pack that comes with Frontdesk
  npm run eval -- --data DIR          another pack
    --only SET[,SET]                  extraction, kb, charset, injection, markup, or the name of a knowledge base
    --limit N                         every k-th question or page of a set, N of each
    --no-answers                      search and refusals alone; the local engine writes nothing
    --fit                             relevance against the truth: weights and cut, each learnt and held out
    --json FILE                       every result, one by one
    --cache DIR                       where vectors are kept between runs`

const KINDS = ['extraction', 'kb', 'charset', 'injection', 'markup']

async function evaluate(): Promise<void> {
  const options = readOptions()
  if (options === undefined) return console.log(USAGE)
  const { data, only, limit, isAnswering, isFitting, json, cache } = options
  const pack = readPack(data)
  const known = [...KINDS, ...pack.knowledgeBases.map(({ name }) => name)]
  const stranger = only.find((name) => !known.includes(name))
  if (stranger !== undefined) throw new Complaint(`There is no set "${stranger}". There are ${known.join(', ')}.`)
  const isWanted = (name: string): boolean => only.length === 0 || only.includes(name)

  const results: Record<string, unknown> = {}
  if (isWanted('extraction') && pack.pages.length > 0) {
    const pages = measureExtraction(pack, limit, note)
    results['extraction'] = pages
    show(toExtractionRows(pages))
  }
  if (isWanted('charset') && pack.sniffs.length + pack.charsetPages.length > 0) {
    const charset = measureCharset(pack)
    results['charset'] = charset
    show(toCharsetRows(charset))
  }
  if (isWanted('markup') && pack.payloads.length + pack.markdowns.length > 0) {
    // Needs a browser, which only those who develop have installed.
    const { measureMarkup } = await import('./eval/markup.ts')
    const markup = await measureMarkup(pack, limit, note)
    results['markup'] = markup
    show(toMarkupRows(markup))
  }

  const desk = await openDesk(createCachedEmbedder(createLocalEmbedder(), cache))
  try {
    const wantedBases = pack.knowledgeBases.filter(({ name }) => isWanted('kb') || isWanted(name))
    const questions: QuestionResult[] = []
    for (const kb of wantedBases) questions.push(...(await measureKnowledge(desk, kb, { limit, isAnswering, note })))
    if (questions.length > 0) {
      results['questions'] = questions
      show(toKnowledgeRows(questions))
      if (isFitting) for (const toRows of [toFitRows, toWeightRows, toStopRows]) show(toRows(questions))
    }
    const [smallest] = pack.knowledgeBases.toSorted((a, b) => a.docs.length - b.docs.length)
    if (isWanted('injection') && pack.attacks.length > 0 && smallest !== undefined) {
      const attacks = await measureInjection(desk, pack, smallest, limit, note)
      results['attacks'] = attacks
      show(toInjectionRows(attacks))
    }
  } finally {
    await desk.close()
  }
  if (json !== undefined) writeFileSync(json, JSON.stringify(results, null, 2))
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: join(import.meta.dirname, '..', 'eval') },
      only: { type: 'string', default: '' },
      limit: { type: 'string' },
      'no-answers': { type: 'boolean', default: false },
      fit: { type: 'boolean', default: false },
      json: { type: 'string' },
      cache: { type: 'string', default: join(tmpdir(), 'frontdesk-eval-vectors') },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  const limit = values.limit === undefined ? undefined : Number(values.limit)
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0)) {
    throw new Complaint('--limit must be a whole number above zero.')
  }
  const only = values.only.split(',').filter((name) => name !== '')
  const { data, json, cache, fit: isFitting } = values
  return { data, only, limit, isAnswering: !values['no-answers'], isFitting, json, cache }
}

/** On a terminal each takes the place of the one before. */
function note(progress: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${progress}`)
  else if (progress.endsWith('\n') || Date.now() - lastNoteAt > NOTE_EVERY_MS) {
    process.stderr.write(`${progress.trimEnd()}\n`)
    lastNoteAt = Date.now()
  }
}
const NOTE_EVERY_MS = 10_000
let lastNoteAt = 0

function show(rows: Row[]): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  console.log(`${toTable(rows)}\n`)
}

try {
  await evaluate()
} catch (error) {
  const isExpected = error instanceof Complaint || (error instanceof TypeError && 'code' in error)
  console.error(isExpected ? error.message : error)
  process.exitCode = 1
}
