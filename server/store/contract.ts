import { afterEach, beforeEach, expect, test } from 'vitest'
import { testAccount } from './contract-account.ts'
import { testBots } from './contract-bots.ts'
import { testConversations } from './contract-conversations.ts'
import { buildMessage, createBot, MARCH, NOON, train } from './contract-fixtures.ts'
import { testKnowledge } from './contract-knowledge.ts'
import { testLearned } from './contract-learned.ts'
import { testRetrieval } from './contract-retrieval.ts'
import { testSightings } from './contract-sightings.ts'
import { testSources } from './contract-sources.ts'
import { testTraining } from './contract-training.ts'
import { testUnanswered } from './contract-unanswered.ts'
import { testSearch } from './contract-search.ts'
import { testUsage } from './contract-usage.ts'
import { testTranscripts } from './contract-transcripts.ts'
import type { Store } from './store.ts'

/** What every storage engine must do. `open` gives an empty store and the way to remove it. */
export function testStore(open: () => Promise<{ store: Store; close(): Promise<void> }>): void {
  let opened: Awaited<ReturnType<typeof open>>
  let store: Store
  const current = (): Store => store

  beforeEach(async () => {
    opened = await open()
    store = opened.store
  })
  afterEach(async () => {
    await opened.close()
  })

  testBots(current)
  testSources(current)
  testKnowledge(current)
  testRetrieval(current)
  testLearned(current)
  testUnanswered(current)
  testConversations(current)
  testTraining(current)
  testSightings(current)
  testTranscripts(current)
  testSearch(current)
  testUsage(current)
  testAccount(current)

  test('a setting is replaced', async () => {
    expect(await store.settings.find('color')).toBeUndefined()
    await store.settings.replace('color', 'green')
    await store.settings.replace('color', 'blue')
    expect(await store.settings.find('color')).toBe('blue')
  })

  test('everything is counted, and what a month took', async () => {
    const none = { bots: 0, sources: 0, chunks: 0, conversations: 0, messages: 0 }
    expect(await store.counts.all()).toEqual(none)
    expect(await store.counts.month(MARCH)).toEqual({ messages: 0, tokens: 0, cost_micro_usd: 0 })
    for (const id of ['a', 'b']) {
      await createBot(store, id)
      await train(store, id, `source of ${id}`, [
        { index: 0, heading_path: [], text: 'bread', vectors: [], passages: [] },
        { index: 1, heading_path: [], text: 'cake', vectors: [], passages: [] },
      ])
      await store.conversations.accept(buildMessage(id, 's', `1 of ${id}`), NOON)
      await store.usage.settle(id, MARCH, { prompt: 100, completion: 20, costMicroUsd: 7, reservedMicroUsd: 0 })
    }
    await store.conversations.accept(buildMessage('a', 's', '2 of a'), NOON)
    expect(await store.counts.all()).toEqual({ bots: 2, sources: 2, chunks: 4, conversations: 2, messages: 3 })
    expect(await store.counts.month(MARCH)).toEqual({ messages: 3, tokens: 240, cost_micro_usd: 14 })
    expect(await store.counts.month('2026-04')).toEqual({ messages: 0, tokens: 0, cost_micro_usd: 0 })
  })

  test('it can be written', async () => {
    await expect(store.checkWritable()).resolves.toBeUndefined()
  })
}
