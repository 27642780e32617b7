import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Source } from '#shared/source.ts'
import { parseConfig } from './config.ts'
import { checkUrl, failInterrupted, ingest, retrain, retrainAll } from './knowledge/ingest.ts'
import { createWorkerEmbedder } from './models/worker-embedder.ts'
import { openWorkshop } from './open-worker.ts'
import { type FakeWeb, startFakeWeb } from './testing/fake-web.ts'
import { openTestStore } from './testing/open-test-store.ts'
import { smallSite } from './testing/small-site.ts'
import type { Workshop } from './work.ts'

const { signal } = new AbortController()
/** Keeps the reader busy for seven seconds. */
const endless = `<p ${Array.from({ length: 600_000 }, (_, i) => `a${i}`).join(' ')}>Never read.</p>`

let opened: Awaited<ReturnType<typeof openTestStore>>
let web: FakeWeb
let workshop: Workshop
let logged: string[]

beforeEach(async () => {
  opened = await openTestStore()
  web = await startFakeWeb({ ...smallSite, '/endless': endless, '/slow': () => undefined })
  logged = []
  workshop = openTestWorkshop()
  await createBot('bot')
})
afterEach(async () => {
  await workshop.close()
  await web.close()
  await opened.close()
})

const log = pino({}, { write: (line: string) => void logged.push(line) })
const openTestWorkshop = (options: { readingMs?: number; idleMs?: number } = {}, environment = {}): Workshop =>
  openWorkshop({
    config: parseConfig({ DATABASE_URL: `sqlite:${opened.path}`, ALLOW_PRIVATE_URLS: 'true', ...environment }),
    log,
    ...options,
  })

async function createBot(id: string): Promise<void> {
  const time = new Date().toISOString()
  const look = {
    name: 'Bot',
    welcome_message: 'Hi',
    fallback_message: 'Sorry',
    accent_color: '#000000',
    button_text: 'Chat',
  }
  const record = { ...look, id, position: 'bottom-right' as const, show_button_text: false, avatar_file: null }
  await opened.store.bots.create(
    {
      ...record,
      key_sealed: Uint8Array.of(1),
      message_limit: 10,
      budget_micro_usd: null,
      relevance_cut: 0.7,
      allowed_origins: [],
      created_at: time,
      updated_at: time,
    },
    new TextEncoder().encode(id),
  )
}

let ids = 0
const deps = () => ({
  config: parseConfig({ DATABASE_URL: `sqlite:${opened.path}` }),
  store: opened.store,
  workshop,
  log,
  now: () => new Date(),
  newId: () => `source-${++ids}`,
  embedder: createWorkerEmbedder(workshop),
})
const ingestUrl = (path: string) => ingest(deps(), 'bot', { source_type: 'url', source_content: web.origin + path })

/** The source once it rests, as those who watch hear of it. */
function rest(sourceId: string): Promise<Source> {
  return new Promise((resolve) => {
    const stop = workshop.onProgress((source) => {
      if (source.id !== sourceId || (source.status !== 'done' && source.status !== 'error')) return
      stop()
      resolve(source)
    })
  })
}

describe('with the local engine', () => {
  test('trains a page through to vectors that a question finds', async () => {
    const source = await ingestUrl('/faq')
    expect(source).toMatchObject({ status: 'queued', title: `${web.origin}/faq` })
    expect(await rest(source.id)).toMatchObject({ status: 'done', chunks: 5, embedder: deps().embedder.id })
    const [question] = await deps().embedder.embed(['Can I use my Visa card?'], signal)
    const near = await opened.store.knowledge.findByVector('bot', deps().embedder.id, question ?? new Float32Array(), 1)
    const [chunk] = await opened.store.knowledge.listChunks(
      'bot',
      near.map(({ chunk_id }) => chunk_id),
    )
    expect(chunk?.text).toContain('credit cards')
  })

  test('checks a page without keeping it, and says why not', async () => {
    expect(await checkUrl(deps(), `${web.origin}/contact`)).toMatchObject({
      ok: true,
      title: 'Contact | Wheelwright Cycles',
      excerpt: expect.stringContaining('12 Mill Lane'),
    })
    await expect(checkUrl(deps(), `${web.origin}/gone`)).rejects.toMatchObject({
      code: 'unprocessable',
      message: 'The page answered 404. Check the address or paste the text instead.',
    })
    expect(await opened.store.sources.list('bot')).toEqual([])
  })

  test('a page that keeps the reader busy ends alone', async () => {
    await workshop.close()
    // Long enough for a whole page on a busy machine.
    workshop = openTestWorkshop({ readingMs: 2000 })
    const stuck = await ingestUrl('/endless')
    const next = await ingestUrl('/opening-hours')
    const [first, second] = await Promise.all([rest(stuck.id), rest(next.id)])
    expect(first).toMatchObject({
      status: 'error',
      status_detail: 'The page is too large or too deeply nested to read. Paste its text instead.',
    })
    expect(second.status).toBe('done')
  })

  test('what others wait for does not stand behind it', async () => {
    let isRead = false
    const stuck = await ingestUrl('/endless')
    void rest(stuck.id).then(() => (isRead = true))
    const question = { id: 'q', bot_id: 'bot', conversation_id: 'c', content: 'Is it open?', asked_at: '' }
    expect(await workshop.run('group', { questions: [question] })).toHaveLength(1)
    expect(isRead).toBe(false)
  })

  test('ends after idling and starts again when there is work', async () => {
    await workshop.close()
    workshop = openTestWorkshop({ idleMs: 0 })
    for (const path of ['/', '/prices']) {
      expect((await checkUrl(deps(), web.origin + path)).ok).toBe(true)
    }
  })

  test('a pause breaks off what is in work, and what is asked meanwhile waits for its end', async () => {
    const stuck = checkUrl(deps(), `${web.origin}/slow`)
    stuck.catch(() => undefined)
    const order: string[] = []
    let checking: Promise<unknown> | undefined
    let source: Source | undefined
    await workshop.pause(async () => {
      await expect(stuck).rejects.toMatchObject({ code: 'unavailable' })
      checking = checkUrl(deps(), web.origin).then(() => order.push('checked'))
      source = await ingestUrl('/faq')
      order.push('paused')
    })
    expect(await rest(source?.id ?? '')).toMatchObject({ status: 'done' })
    await checking
    expect(order).toEqual(['paused', 'checked'])
  })

  test('a caller who leaves is let go at once', async () => {
    const abort = new AbortController()
    const checking = workshop.run('check_url', { url: `${web.origin}/slow` }, abort.signal)
    abort.abort(new Error('The owner left.'))
    await expect(checking).rejects.toThrow('The owner left.')
  })

  test('what is in work at the end is told at the next start', async () => {
    const source = await ingestUrl('/slow')
    const checking = checkUrl(deps(), `${web.origin}/slow`)
    checking.catch(() => undefined)
    await workshop.close()
    await expect(checking).rejects.toMatchObject({ code: 'unavailable' })
    await expect(checkUrl(deps(), web.origin)).rejects.toMatchObject({ code: 'unavailable' })
    await failInterrupted(deps())
    expect(await opened.store.sources.find(source.id)).toMatchObject({
      status: 'error',
      status_detail: 'Training was interrupted by a restart. Press Re-train to run it again.',
    })
  })
})

test('private addresses are refused unless allowed', async () => {
  await workshop.close()
  workshop = openTestWorkshop({}, { ALLOW_PRIVATE_URLS: 'false' })
  const source = await ingestUrl('/faq')
  expect(await rest(source.id)).toMatchObject({
    status: 'error',
    status_detail: 'This address is not allowed. Use a public web address.',
  })
  expect(web.requests).toEqual([])
})

describe('sources', () => {
  test('a worker that cannot start fails its source with a sentence', async () => {
    await workshop.close()
    workshop = openTestWorkshop({}, { DATABASE_URL: 'sqlite:/nowhere/frontdesk.db' })
    const source = await ingest(deps(), 'bot', { source_type: 'text', source_content: 'Closed on Sundays.' })
    const readDetail = async () => (await opened.store.sources.find(source.id))?.status_detail ?? ''
    await expect.poll(readDetail, { timeout: 20_000 }).toMatch(/broken off/)
  })

  test("another bot's source cannot be trained", async () => {
    await createBot('other')
    const source = await ingest(deps(), 'bot', { source_type: 'text', source_content: '# Hours\n\nNine to five.' })
    await rest(source.id)
    await expect(retrain(deps(), 'other', source.id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await retrain(deps(), 'bot', source.id)).status).toBe('queued')
    await rest(source.id)
  })

  test('all are trained again that the configured embedder has not indexed', async () => {
    const source = await ingest(deps(), 'bot', { source_type: 'text', source_content: 'Nine to five.' })
    await rest(source.id)
    expect(await retrainAll(deps())).toBe(0)
    expect(await retrainAll({ ...deps(), embedder: { ...deps().embedder, id: 'another' } })).toBe(1)
    await rest(source.id)
  })
})
