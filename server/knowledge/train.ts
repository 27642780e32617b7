import { AppError } from '#server/errors.ts'
import type { Log } from '#server/log.ts'
import type { Embedder } from '#server/models/models.ts'
import type { SourceRecord } from '#server/store/knowledge-store.ts'
import type { Store } from '#server/store/store.ts'
import type { FetchedPage } from '#server/web/fetch-page.ts'
import type { ReadPage } from '#server/web/pages.ts'
import { chunk, type Chunk } from './chunk.ts'
import { embedChunks, type Embedded, toReadings } from './embed-chunks.ts'
import { readPastedText } from './pasted-text.ts'

export type TrainDeps = {
  store: Pick<Store, 'sources' | 'knowledge'>
  embedder: Embedder
  log: Log
  now: () => Date
  fetchPage(url: string, signal: AbortSignal): Promise<FetchedPage>
  readPage(page: FetchedPage): ReadPage
  /** Runs what a hostile page could make endless where it can be ended from outside. */
  watch<T>(work: () => T): T
  report(source: SourceRecord): void
}

const CHUNK_TOKENS = 500
const OVERLAP_TOKENS = 50

/** The source was deleted while it was trained: nobody waits for it. */
class SourceGone extends Error {}

/** Trains one source to its end. What goes wrong is kept on the source as a sentence; its old chunks then stay. */
export async function train(deps: TrainDeps, sourceId: string, signal: AbortSignal): Promise<void> {
  const source = await deps.store.sources.find(sourceId)
  if (source === undefined) return
  try {
    const { title, markdown, words, remark } = await readSource(deps, source, signal)
    const chunks = deps.watch(() => chunk(markdown, { ...CHUNKING, countTokens: deps.embedder.countTokens }))
    if (chunks.length === 0) throw new AppError('unprocessable', 'There is no text to learn from, only headings.')
    const { embedded, failure } = await embed(deps, source, { title, words, chunks }, signal)
    const trained = {
      title,
      text: markdown,
      words,
      embedder: embedded === undefined ? null : deps.embedder.id,
      detail: [remark, failure].filter((part) => part !== null).join(' ') || null,
      chunks: chunks.map((part, index) => ({ ...part, ...(embedded?.[index] ?? { vectors: [], passages: [] }) })),
    }
    deps.report(ensure(await deps.store.knowledge.replace(source.id, trained, deps.now().toISOString())))
  } catch (error) {
    // The process is ending; at the next start the source is shown as interrupted.
    if (signal.aborted || error instanceof SourceGone) return
    await keepFailure(deps, source, error)
  }
}

const CHUNKING = { maxTokens: CHUNK_TOKENS, overlapTokens: OVERLAP_TOKENS }

async function readSource(deps: TrainDeps, source: SourceRecord, signal: AbortSignal): Promise<ReadPage> {
  if (source.type === 'text') return readPastedText(source.content)
  await keepProgress(deps, source, { status: 'fetching', done: 0, total: 0 })
  const page = await deps.fetchPage(source.content, signal)
  await keepProgress(deps, source, { status: 'reading', done: 0, total: 0 })
  const read = deps.watch(() => deps.readPage(page))
  if (!page.partial) return read
  return { ...read, remark: ['Only the part of the page that arrived in time was kept.', read.remark].join(' ').trim() }
}

/** Nothing, and why, when the embedder failed: the chunks are then found by their words. */
async function embed(
  deps: TrainDeps,
  source: SourceRecord,
  { title, words, chunks }: { title: string; words: number; chunks: Chunk[] },
  signal: AbortSignal,
): Promise<{ embedded: Embedded[] | undefined; failure: string | null }> {
  const { embedder, now } = deps
  const readings = deps.watch(() => chunks.map((chunk) => toReadings(chunk, title, embedder, CHUNK_TOKENS)))
  const read = { title, words, chunks: chunks.length }
  const report = (done: number, total: number) => keepProgress(deps, source, { status: 'embedding', done, total, read })
  try {
    return { embedded: await embedChunks(readings, embedder, signal, { now, report }), failure: null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    deps.log.warn({ source_id: source.id, err: error }, 'The source is searched by words only')
    return { embedded: undefined, failure: `Searched by words only: ${error.message}` }
  }
}

async function keepProgress(
  { store, report, now }: TrainDeps,
  source: SourceRecord,
  progress: Parameters<Store['sources']['replaceProgress']>[1],
): Promise<void> {
  report(ensure(await store.sources.replaceProgress(source.id, progress, now().toISOString())))
}

async function keepFailure(
  { store, log, report, now }: TrainDeps,
  source: SourceRecord,
  error: unknown,
): Promise<void> {
  const isExpected = error instanceof AppError
  log[isExpected ? 'info' : 'error']({ source_id: source.id, err: error }, 'A training failed')
  const detail = isExpected ? error.message : 'Something went wrong on our side. Press Re-train to try again.'
  const failed = await store.sources.fail(source.id, detail, now().toISOString())
  if (failed !== undefined) report(failed)
}

function ensure(source: SourceRecord | undefined): SourceRecord {
  if (source === undefined) throw new SourceGone()
  return source
}
