import { afterEach, beforeEach, expect, test } from 'vitest'
import { train } from '#server/knowledge/train.ts'
import { createLocalEmbedder } from '#server/models/local.ts'
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts'
import { smallSite } from '#server/testing/small-site.ts'
import { readPage } from '#server/web/read-page.ts'
import { createBot } from '../bots/bots.ts'
import { suggestAnswerable } from './suggest-answerable.ts'

// With the real engine, since whether a question is answered is its say.

const { signal } = new AbortController()
const embedder = createLocalEmbedder()
let opened: TestDeps
let botId: string
beforeEach(async () => {
  opened = await openTestDeps()
  botId = (await createBot(opened.deps, { name: 'Wheelwright Cycles' })).id
})
afterEach(() => opened.close())

async function learn(path: string): Promise<void> {
  const { store, log, now, newId } = opened.deps
  const content = `https://cycles.example${path}`
  const source = await store.sources.queue(
    { id: newId(), bot_id: botId, type: 'url', content, title: path },
    now().toISOString(),
  )
  const deps = {
    store,
    embedder: embedder.background,
    log,
    now,
    fetchPage: async (url: string) => ({
      url,
      type: 'html' as const,
      text: smallSite[path] ?? '',
      partial: false,
      policies: [],
    }),
    readPage: (page: Parameters<typeof readPage>[0]) => readPage(page, { maxWords: 10_000 }),
    watch: <T>(work: () => T) => work(),
    report: () => undefined,
  }
  await train(deps, source.id, signal)
}
const suggest = () =>
  suggestAnswerable({ ...opened.deps, embedder: { ...embedder.background, embed: embedder.embed } }, botId, signal)

test('a site is asked what its pages answer, of each page something', async () => {
  for (const path of Object.keys(smallSite)) await learn(path)
  expect(await suggest()).toEqual([
    'Do I need an appointment?',
    'How can I pay?',
    'What is the price of yearly service?',
    'When are you open?',
  ])
}, 60_000)

test('what the bot would refuse is not suggested', async () => {
  await learn('/prices')
  expect(await suggest()).not.toEqual([])
  await opened.deps.store.bots.update(botId, { relevance_cut: 1 }, opened.deps.now().toISOString())
  expect(await suggest()).toEqual([])
}, 60_000)

test('a bot that knows nothing suggests nothing, and one that is gone is not found', async () => {
  expect(await suggest()).toEqual([])
  await expect(suggestAnswerable(opened.deps, 'gone', signal)).rejects.toMatchObject({ code: 'not_found' })
})
