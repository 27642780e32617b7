import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import type { UrlCheck } from '#shared/source.ts'
import type { Config } from './config.ts'
import { toAppError } from './errors.ts'
import { createForwardingLog } from './log.ts'
import { train } from './knowledge/train.ts'
import { createLocalEmbedder } from './models/local.ts'
import { createOpenAiEmbedder, TRAINING_MAX_WAIT_MS } from './models/openai.ts'
import { openSqliteStore } from './store/sqlite/open.ts'
import { ANYWHERE, PUBLIC_WEB } from './web/address.ts'
import { fetchPage } from './web/fetch-page.ts'
import { findEmbeds } from './web/find-embeds.ts'
import { buildExcerpt } from './web/excerpt.ts'
import { readPage } from './web/read-page.ts'
import type { SiteRead, Work, WorkOrder, WorkReport } from './work.ts'

// The second composition root: training and the local engine, away from the thread that talks to visitors.

const port = parentPort
if (port === null) throw new Error('worker.ts runs in a worker thread only.')
const config = z.custom<Config>((given) => typeof given === 'object' && given !== null).parse(workerData)
const report = (message: WorkReport): void => port.postMessage(message)
const log = createForwardingLog(config.logLevel, (line) => report({ type: 'log', line }))

const store = await openSqliteStore(config.databasePath, { migrate: false })
const local = createLocalEmbedder()
const trainer =
  config.openai === undefined
    ? local.background
    : createOpenAiEmbedder(config.openai, log, { maxWaitMs: TRAINING_MAX_WAIT_MS })
const reach = config.allowPrivateUrls ? ANYWHERE : PUBLIC_WEB
const now = (): Date => new Date()
const running = new Map<number, { abort: AbortController; ended: Promise<void> }>()

/** Tells the main thread before and after what a hostile page could make endless. */
function watchFor(id: number) {
  return <T>(work: () => T): T => {
    report({ type: 'reading', id })
    try {
      return work()
    } finally {
      report({ type: 'read', id })
    }
  }
}

async function checkUrl(url: string, id: number, signal: AbortSignal): Promise<UrlCheck> {
  const page = await fetchPage(url, { reach, signal })
  const { title, words, markdown } = watchFor(id)(() => readPage(page, { maxWords: config.maxScrapeWords }))
  return { ok: true, title, words, excerpt: buildExcerpt(markdown) }
}

/** A page needs few; thousands, which are then judged where visitors are answered, took seconds. */
const MAX_OF_SITE = 20

async function readSite(url: string, id: number, signal: AbortSignal): Promise<SiteRead> {
  const page = await fetchPage(url, { reach, signal })
  const read = watchFor(id)(() => findEmbeds(page.text, page.url))
  const embeds = read.embeds.slice(0, MAX_OF_SITE)
  const policies = read.policies.slice(0, MAX_OF_SITE)
  return { ...read, embeds, policies, url: page.url, headers: page.policies.slice(0, MAX_OF_SITE) }
}

async function trainSource(sourceId: string, id: number, signal: AbortSignal): Promise<null> {
  const deps = {
    store,
    embedder: trainer,
    log,
    now,
    fetchPage: (url: string, signal: AbortSignal) => fetchPage(url, { reach, signal }),
    readPage: (page: Parameters<typeof readPage>[0]) => readPage(page, { maxWords: config.maxScrapeWords }),
    watch: watchFor(id),
    report: (source: Parameters<Parameters<typeof train>[0]['report']>[0]) => report({ type: 'progress', source }),
  }
  await train(deps, sourceId, signal)
  return null
}

async function failSource(sourceId: string, detail: string): Promise<null> {
  const source = await store.sources.fail(sourceId, detail, now().toISOString())
  if (source !== undefined) report({ type: 'progress', source })
  return null
}

type Order = Exclude<WorkOrder, { kind: 'abort' | 'close' }>

function work(order: Order, signal: AbortSignal): Promise<Work[Order['kind']]['output']> {
  switch (order.kind) {
    case 'train':
      return trainSource(order.input.source_id, order.id, signal)
    case 'fail':
      return failSource(order.input.source_id, order.input.detail)
    case 'embed':
      return local.embed(order.input.texts, signal)
    case 'check_url':
      return checkUrl(order.input.url, order.id, signal)
    case 'read_site':
      return readSite(order.input.url, order.id, signal)
  }
}

function obey(order: Order): void {
  const abort = new AbortController()
  const ended = work(order, abort.signal)
    .then((output) => report({ type: 'done', id: order.id, output }))
    .catch((error: unknown) => {
      const { code, message } = toAppError(error)
      if (code === 'internal' && !abort.signal.aborted) log.error({ err: error, kind: order.kind }, 'The worker failed')
      report({ type: 'failed', id: order.id, code, message })
    })
    .finally(() => running.delete(order.id))
  running.set(order.id, { abort, ended })
}

async function close(): Promise<void> {
  const last = [...running.values()]
  for (const { abort } of last) abort.abort()
  await Promise.all(last.map(({ ended }) => ended))
  await store.close()
  port?.close()
}

port.on('message', (order: WorkOrder) => {
  if (order.kind === 'abort') running.get(order.id)?.abort.abort()
  else if (order.kind === 'close') void close()
  else obey(order)
})
