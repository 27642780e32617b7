import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '#server/errors.ts'
import type { Embedder } from '#server/models/models.ts'
import type { SourceRecord } from '#server/store/knowledge-store.ts'
import { openTestStore } from '#server/testing/open-test-store.ts'
import { smallSite } from '#server/testing/small-site.ts'
import { readPage } from '#server/web/read-page.ts'
import { train, type TrainDeps } from './train.ts'

const { signal } = new AbortController()
const NOW = '2026-03-01T12:00:00.000Z'
let opened: Awaited<ReturnType<typeof openTestStore>>
let reports: SourceRecord[]
let logged: string[]

beforeEach(async () => {
  opened = await openTestStore()
  reports = []
  logged = []
  const bot = {
    id: 'bot',
    name: 'Bot',
    welcome_message: 'Hi',
    fallback_message: 'Sorry',
    accent_color: '#000000',
    position: 'bottom-right' as const,
    show_button_text: false,
    button_text: 'Chat',
    avatar_file: null,
    key_sealed: Uint8Array.of(1),
    message_limit: 10,
    budget_micro_usd: null,
    relevance_cut: 0.7,
    allowed_origins: [],
    created_at: NOW,
    updated_at: NOW,
  }
  await opened.store.bots.create(bot, Uint8Array.of(1))
})
afterEach(() => opened.close())

const embedder: Embedder = {
  id: 'test:2',
  maxTokens: 30,
  countTokens: (text) => text.split(/\s+/).length,
  embed: async (texts) => texts.map(() => Float32Array.of(1, 0)),
}

function depsWith(changes: Partial<TrainDeps> = {}): TrainDeps {
  return {
    store: opened.store,
    embedder,
    log: pino({}, { write: (line: string) => void logged.push(line) }),
    now: () => new Date(NOW),
    fetchPage: async (url) => ({
      url,
      type: 'html',
      text: smallSite[new URL(url).pathname] ?? '',
      partial: false,
      policies: [],
    }),
    readPage: (page) => readPage(page, { maxWords: 10_000 }),
    watch: (work) => work(),
    report: (source) => void reports.push(source),
    ...changes,
  }
}

const queue = (type: 'url' | 'text', content: string): Promise<SourceRecord> =>
  opened.store.sources.queue({ id: 'source', bot_id: 'bot', type, content, title: content.slice(0, 20) }, NOW)
const find = (): Promise<SourceRecord | undefined> => opened.store.sources.find('source')

describe('train', () => {
  test('each passage is embedded by itself where the embedder reads less than a chunk', async () => {
    const toVector = (text: string) => (text.endsWith('Eggs cost €3.') ? Float32Array.of(1, 0) : Float32Array.of(0, 1))
    const embed = async (texts: string[]) => texts.map(toVector)
    await queue('text', '# Prices\n\nBread costs €4 a loaf. Eggs cost €3.')
    await train(depsWith({ embedder: { ...embedder, embed } }), 'source', signal)
    const [hit] = await opened.store.knowledge.findByVector('bot', 'test:2', Float32Array.of(1, 0), 1)
    expect(
      await opened.store.knowledge.comparePassages('bot', 'test:2', Float32Array.of(1, 0), [hit?.chunk_id ?? 0]),
    ).toMatchObject([
      { text: 'Prices\nBread costs €4 a loaf.', cosine: expect.closeTo(0) },
      { text: 'Prices\nEggs cost €3.', cosine: expect.closeTo(1) },
    ])

    await opened.store.sources.requeue('source', NOW)
    await train(depsWith({ embedder: { ...embedder, embed, maxTokens: 8000 } }), 'source', signal)
    const [again] = await opened.store.knowledge.findByVector('bot', 'test:2', Float32Array.of(1, 0), 1)
    expect(again?.cosine).toBeCloseTo(1)
    expect(
      await opened.store.knowledge.comparePassages('bot', 'test:2', Float32Array.of(1, 0), [again?.chunk_id ?? 0]),
    ).toEqual([])
  })

  test('a page becomes the knowledge of its bot, told step by step', async () => {
    await queue('url', 'https://cycles.example/faq')
    await train(depsWith(), 'source', signal)
    expect(await find()).toMatchObject({
      status: 'done',
      title: 'Questions and answers | Wheelwright Cycles',
      embedder: 'test:2',
      status_detail: null,
      trained_at: NOW,
    })
    expect(reports.map(({ status }) => status)).toEqual(['fetching', 'reading', 'embedding', 'embedding', 'done'])
    const [embedding, done] = [reports[2], reports[4]]
    expect(embedding).toMatchObject({ title: done?.title, progress_words: done?.words, progress_chunks: done?.chunks })
    expect(embedding).toMatchObject({ words: 0, chunks: 0, started_at: NOW })
    expect(done?.words).toBeGreaterThan(50)
    const { hits } = await opened.store.knowledge.findByTerms('bot', ['credit'], 5)
    const [found] = await opened.store.knowledge.listChunks(
      'bot',
      hits.map(({ chunk_id }) => chunk_id),
    )
    expect(found).toMatchObject({
      heading_path: ['Questions and answers', 'How can I pay?'],
      url: 'https://cycles.example/faq',
    })
    expect(found?.text).toContain('We do not accept credit cards.')
    const learned = await opened.store.knowledge.findLearned('bot', 'source')
    expect(learned?.text).toMatch(/^# Questions and answers\n[^]*## How can I pay\?\n\nWe take cash/)
  })

  test('counts windows up while it embeds', async () => {
    await queue('text', Array.from({ length: 400 }, (_, i) => `Sentence number ${i} stands here.`).join(' '))
    await train(depsWith(), 'source', signal)
    const steps = reports.filter(({ status }) => status === 'embedding').map(({ progress_done }) => progress_done)
    expect(steps.slice(0, 3)).toEqual([0, 8, 24])
    expect(new Set(reports.slice(0, -1).map(({ progress_total }) => progress_total)).size).toBe(1)
  })

  test('a pasted text is named by its first words', async () => {
    await queue('text', 'We are closed on Sundays.\nOn Saturdays we open at ten.')
    await train(depsWith(), 'source', signal)
    expect(await find()).toMatchObject({ status: 'done', title: 'We are closed on Sundays.', words: 11, chunks: 1 })
  })

  test('is searched by words when it cannot be embedded', async () => {
    await queue('text', 'We are closed on Sundays.')
    const broken = async (): Promise<never> => {
      throw new AppError('upstream', 'OpenAI refused the key. Check OPENAI_API_KEY.')
    }
    await train(depsWith({ embedder: { ...embedder, embed: broken } }), 'source', signal)
    expect(await find()).toMatchObject({
      status: 'done',
      embedder: null,
      status_detail: 'Searched by words only: OpenAI refused the key. Check OPENAI_API_KEY.',
    })
    expect((await opened.store.knowledge.findByTerms('bot', ['sundays'], 5)).hits).toHaveLength(1)
  })

  test('says what is missing of a page', async () => {
    await queue('url', 'https://cycles.example/faq')
    const deps = depsWith({
      fetchPage: async (url) => ({ url, type: 'html', text: smallSite['/faq'] ?? '', partial: true, policies: [] }),
      readPage: (page) => readPage(page, { maxWords: 20 }),
    })
    await train(deps, 'source', signal)
    expect((await find())?.status_detail).toBe(
      'Only the part of the page that arrived in time was kept. Only the first 20 words were kept.',
    )
  })

  test('keeps the reason and the old knowledge when a page cannot be fetched', async () => {
    await queue('url', 'https://cycles.example/faq')
    await train(depsWith(), 'source', signal)
    await opened.store.sources.requeue('source', NOW)
    const fetchPage = async (): Promise<never> => {
      throw new AppError('unprocessable', 'The page answered 404.')
    }
    await train(depsWith({ fetchPage }), 'source', signal)
    expect(await find()).toMatchObject({ status: 'error', status_detail: 'The page answered 404.', trained_at: NOW })
    expect((await opened.store.knowledge.findByTerms('bot', ['credit'], 5)).hits).toHaveLength(1)
    expect(reports.at(-1)?.status).toBe('error')
  })

  test('tells a stranger to the code nothing of a bug, and the log all', async () => {
    await queue('url', 'https://cycles.example/faq')
    const readBroken = (): never => {
      throw new TypeError('x is not a function')
    }
    await train(depsWith({ readPage: readBroken }), 'source', signal)
    expect((await find())?.status_detail).toBe('Something went wrong on our side. Press Re-train to try again.')
    expect(logged.join()).toContain('x is not a function')
  })

  test('names a text that holds headings alone', async () => {
    await queue('text', '# Bread\n\n## Rye')
    await train(depsWith(), 'source', signal)
    expect(await find()).toMatchObject({
      status: 'error',
      status_detail: 'There is no text to learn from, only headings.',
    })
  })

  test('stops quietly when the source is deleted meanwhile', async () => {
    await queue('url', 'https://cycles.example/faq')
    const fetchPage: TrainDeps['fetchPage'] = async (url) => {
      await opened.store.sources.delete('source')
      return { url, type: 'html', text: smallSite['/faq'] ?? '', partial: false, policies: [] }
    }
    await train(depsWith({ fetchPage }), 'source', signal)
    expect(await find()).toBeUndefined()
    expect(reports.map(({ status }) => status)).toEqual(['fetching'])
    expect(logged).toEqual([])
  })

  test('leaves the source in work when the process ends', async () => {
    await queue('url', 'https://cycles.example/faq')
    const abort = new AbortController()
    const fetchPage = async (): Promise<never> => {
      abort.abort()
      throw abort.signal.reason
    }
    await train(depsWith({ fetchPage }), 'source', abort.signal)
    expect((await find())?.status).toBe('fetching')
  })
})
