import { AppError } from '#server/errors.ts'
import type { Log } from '#server/log.ts'
import type { Embedder } from '#server/models/models.ts'
import type { SourceRecord, Store } from '#server/store/store.ts'
import type { FetchedPage } from '#server/web/fetch-page.ts'
import type { ReadPage } from '#server/web/pages.ts'
import { chunk, windows, type Chunk } from './chunk.ts'
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
const FIRST_BATCH = 8
const MAX_BATCH = 100
/** A batch faster than this is doubled: few requests to a service, and yet steady progress from a slow thread. */
const BATCH_MS = 500

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
    const { vectors, failure } = await embedChunks(deps, source, title, chunks, signal)
    const trained = {
      title,
      words,
      embedder: vectors === undefined ? null : deps.embedder.id,
      detail: [remark, failure].filter((part) => part !== null).join(' ') || null,
      chunks: chunks.map((part, index) => ({ ...part, vectors: vectors?.[index] ?? [] })),
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
  await keepProgress(deps, source, 'fetching')
  const page = await deps.fetchPage(source.content, signal)
  await keepProgress(deps, source, 'reading')
  const read = deps.watch(() => deps.readPage(page))
  if (!page.partial) return read
  return { ...read, remark: ['Only the part of the page that arrived in time was kept.', read.remark].join(' ').trim() }
}

/** Vectors of each chunk's windows; none, and why, when the embedder failed: the chunks are then found by their words. */
async function embedChunks(
  deps: TrainDeps,
  source: SourceRecord,
  title: string,
  chunks: Chunk[],
  signal: AbortSignal,
): Promise<{ vectors: Float32Array[][] | undefined; failure: string | null }> {
  const { embedder } = deps
  const parts = deps.watch(() =>
    chunks.flatMap(({ heading_path, text }, index) => {
      const prefix = [...new Set([title, ...heading_path])].join(' – ')
      return windows(text, { prefix, maxTokens: embedder.maxTokens, countTokens: embedder.countTokens }).map(
        (window) => ({
          index,
          window,
        }),
      )
    }),
  )
  const vectors: Float32Array[][] = chunks.map(() => [])
  let batchSize = FIRST_BATCH
  try {
    for (let done = 0; done < parts.length;) {
      await keepProgress(deps, source, 'embedding', done, parts.length)
      const batch = parts.slice(done, done + batchSize)
      const startedAt = deps.now().getTime()
      const embedded = await embedder.embed(
        batch.map(({ window }) => window),
        signal,
      )
      batch.forEach(({ index }, at) => {
        const vector = embedded[at]
        if (vector !== undefined) vectors[index]?.push(vector)
      })
      done += batch.length
      if (deps.now().getTime() - startedAt < BATCH_MS) batchSize = Math.min(batchSize * 2, MAX_BATCH)
    }
    return { vectors, failure: null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    deps.log.warn({ source_id: source.id, err: error }, 'The source is searched by words only')
    return { vectors: undefined, failure: `Searched by words only: ${error.message}` }
  }
}

async function keepProgress(
  { store, report, now }: TrainDeps,
  source: SourceRecord,
  status: 'fetching' | 'reading' | 'embedding',
  done = 0,
  total = 0,
): Promise<void> {
  report(ensure(await store.sources.replaceProgress(source.id, { status, done, total }, now().toISOString())))
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
