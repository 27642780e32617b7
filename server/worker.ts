import type { UrlCheck } from '#shared/source.ts'
import { joinMainThread } from './join-main-thread.ts'
import { train } from './knowledge/train.ts'
import { createLocalEmbedder } from './models/local.ts'
import { createOpenAiEmbedder, TRAINING_MAX_WAIT_MS } from './models/openai.ts'
import { openSqliteStore } from './store/sqlite/open.ts'
import { ANYWHERE, PUBLIC_WEB } from './web/address.ts'
import { fetchPage } from './web/fetch-page.ts'
import { findEmbeds } from './web/find-embeds.ts'
import { buildExcerpt } from './web/excerpt.ts'
import { readPage } from './web/read-page.ts'
import type { SiteRead } from './work.ts'

// The second composition root: training and the local engine, away from the thread that talks to visitors.

const { config, log, report, obey } = joinMainThread()
const store = await openSqliteStore(config.databasePath, { migrate: false })
const local = createLocalEmbedder()
const trainer =
  config.openai === undefined
    ? local.background
    : createOpenAiEmbedder(config.openai, log, { maxWaitMs: TRAINING_MAX_WAIT_MS })
const reach = config.allowPrivateUrls ? ANYWHERE : PUBLIC_WEB
const now = (): Date => new Date()

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

obey(
  {
    train: (input, id, signal) => trainSource(input.source_id, id, signal),
    fail: (input) => failSource(input.source_id, input.detail),
    embed: (input, _id, signal) => local.embed(input.texts, signal),
    check_url: (input, id, signal) => checkUrl(input.url, id, signal),
    read_site: (input, id, signal) => readSite(input.url, id, signal),
  },
  () => store.close(),
)
