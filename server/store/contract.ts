import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testConversations } from './contract-conversations.ts'
import {
  buildBot,
  buildMessage,
  createBot,
  LATER,
  MARCH,
  NOON,
  queueText,
  toKeyHash,
  train,
} from './contract-fixtures.ts'
import { testKnowledge } from './contract-knowledge.ts'
import { testLearned } from './contract-learned.ts'
import { testRetrieval } from './contract-retrieval.ts'
import { testSightings } from './contract-sightings.ts'
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

  describe('bots', () => {
    test('a bot comes back as it was created, oldest first', async () => {
      const b = buildBot('b', {
        show_button_text: false,
        avatar_file: 'b-1',
        relevance_cut: 0.45,
        allowed_origins: ['https://b.example'],
      })
      await createBot(store, 'a')
      await store.bots.create(b, toKeyHash('b'))

      expect(await store.bots.find('b')).toEqual({ ...b, key_sealed: expect.any(Uint8Array) })
      expect((await store.bots.list()).map((bot) => bot.id)).toEqual(['a', 'b'])
      expect(await store.bots.find('c')).toBeUndefined()
    })

    test('a key opens its own bot alone, and the old one nothing once it is replaced', async () => {
      await createBot(store, 'a')
      await createBot(store, 'b')
      expect(await store.bots.findByKey('a', toKeyHash('a'))).toMatchObject({ id: 'a' })
      expect(await store.bots.findByKey('a', toKeyHash('b'))).toBeUndefined()

      const key = { hash: toKeyHash('new'), sealed: Buffer.from('new seal') }
      const changed = await store.bots.replaceKey('a', key, LATER)
      expect(Buffer.from(changed?.key_sealed ?? []).toString()).toBe('new seal')
      expect(await store.bots.findByKey('a', toKeyHash('a'))).toBeUndefined()
      expect(await store.bots.findByKey('a', toKeyHash('new'))).toMatchObject({ id: 'a', updated_at: LATER })
    })

    test('a change touches the fields it names', async () => {
      await createBot(store, 'a')
      const changed = await store.bots.update('a', { name: 'Lena', show_button_text: false, relevance_cut: 0.5 }, LATER)
      expect(changed).toMatchObject({
        name: 'Lena',
        show_button_text: false,
        relevance_cut: 0.5,
        welcome_message: 'Hello',
        updated_at: LATER,
      })
      expect(await store.bots.replaceAvatar('a', 'a-2', LATER)).toMatchObject({ name: 'Lena', avatar_file: 'a-2' })
      expect(await store.bots.update('gone', { name: 'x' }, LATER)).toBeUndefined()
    })

    test('a change is refused where another came first, and only there', async () => {
      await createBot(store, 'a')
      const { name, welcome_message } = buildBot('a')
      const mine = (wanted: string) => store.bots.update('a', { name: wanted }, LATER, { name, welcome_message })
      await store.bots.update('a', { welcome_message: 'Good day', show_button_text: false }, LATER)
      expect(await mine('Lena')).toMatchObject({ name: 'Lena', welcome_message: 'Good day' })
      await expect(mine('Mara')).rejects.toMatchObject({ code: 'conflict' })
      expect(await mine('Lena')).toMatchObject({ name: 'Lena' })

      const [none, one] = [{ allowed_origins: [] }, { allowed_origins: ['https://a.example'] }]
      expect(await store.bots.update('a', one, LATER, none)).toMatchObject(one)
      await expect(store.bots.update('a', { allowed_origins: ['https://b.example'] }, LATER, none)).rejects.toThrow()

      const on = { show_button_text: true }
      expect(await store.bots.update('a', on, LATER, { show_button_text: false })).toMatchObject(on)
      expect(await store.bots.update('gone', { name: 'x' }, LATER, { name })).toBeUndefined()
    })

    test('an id or a key used twice is a conflict', async () => {
      await createBot(store, 'a')
      await expect(store.bots.create(buildBot('a'), toKeyHash('x'))).rejects.toMatchObject({ code: 'conflict' })
      await expect(store.bots.create(buildBot('x'), toKeyHash('a'))).rejects.toMatchObject({ code: 'conflict' })
    })

    test('one that is marked as deleted is gone for everyone, until its rows go too', async () => {
      await createBot(store, 'a', { avatar_file: 'picture' })
      await queueText(store, 'a', 'left')
      await store.conversations.accept(buildMessage('a', 's', 'left'), NOON)
      await store.conversations.keepAnswer(
        {
          id: 'no',
          conversation_id: 'conversation of left',
          content: '-',
          answered: false,
          status: 'complete',
          sources: [],
        },
        NOON,
      )
      const show = async () => ({
        sources: (await store.sources.listAll()).length,
        listed: (await store.transcripts.list({}, undefined, 9)).items.length,
        found: (await store.transcripts.search('question', {}, undefined, 9)).items.length,
        unanswered: (await store.unanswered.listAll(9)).length,
      })
      expect(await show()).toEqual({ sources: 1, listed: 1, found: 1, unanswered: 1 })
      expect(await store.bots.mark('a', LATER)).toMatchObject({ id: 'a' })
      expect(await show()).toEqual({ sources: 0, listed: 0, found: 0, unanswered: 0 })
      expect(await store.bots.mark('a', LATER)).toBeUndefined()
      expect(await store.bots.list()).toEqual([])
      expect(await store.bots.find('a')).toBeUndefined()
      expect(await store.bots.findByKey('a', toKeyHash('a'))).toBeUndefined()
      expect(await store.bots.update('a', { name: 'x' }, LATER)).toBeUndefined()
      expect(await store.conversations.accept(buildMessage('a', 's', 'm'), NOON)).toBeUndefined()
      await expect(queueText(store, 'a', '1')).rejects.toMatchObject({ code: 'not_found' })
      expect(await store.bots.listMarked()).toEqual([expect.objectContaining({ id: 'a', avatar_file: 'picture' })])
      await store.bots.delete('a')
      expect(await store.bots.listMarked()).toEqual([])
    })

    test('a deleted bot takes everything of its own with it and nothing of others', async () => {
      for (const id of ['a', 'b']) {
        await createBot(store, id)
        await train(store, id, `source of ${id}`, [
          { index: 0, heading_path: [], text: 'bread', vectors: [], passages: [] },
        ])
        await store.conversations.accept(buildMessage(id, 'session', `message of ${id}`), NOON)
      }
      expect(await store.bots.delete('a')).toBe(true)
      expect(await store.bots.delete('a')).toBe(false)

      expect((await store.sources.listAll()).map((source) => source.bot_id)).toEqual(['b'])
      expect(await store.conversations.findMessage('message of a')).toBeUndefined()
      expect(await store.conversations.findMessage('message of b')).toBeDefined()
      expect([...(await store.usage.countMessages(MARCH)).keys()]).toEqual(['b'])
      expect(await store.knowledge.findByTerms('a', ['bread'], 5)).toEqual({ total: 0, documentCounts: [0], hits: [] })
      expect((await store.knowledge.findByTerms('b', ['bread'], 5)).hits).toHaveLength(1)
    })
  })

  describe('sources', () => {
    const page = { bot_id: 'a', type: 'url' as const, content: 'https://example.com/faq', title: 'FAQ' }

    test('the same address is trained again, another text is another source', async () => {
      await createBot(store, 'a')
      expect(await store.sources.queue({ ...page, id: '1' }, NOON)).toMatchObject({ id: '1', status: 'queued' })
      await store.sources.fail('1', 'The page answered 404.', NOON)
      expect(await store.sources.queue({ ...page, id: '2' }, LATER)).toMatchObject({
        id: '1',
        status: 'queued',
        status_detail: null,
      })
      await queueText(store, 'a', '3')
      expect((await store.sources.list('a')).map((source) => source.id)).toEqual(['1', '3'])
    })

    test('a source in work is not queued twice', async () => {
      await createBot(store, 'a')
      await store.sources.queue({ ...page, id: '1' }, NOON)
      await expect(store.sources.queue({ ...page, id: '2' }, NOON)).rejects.toMatchObject({ code: 'conflict' })
      await expect(store.sources.requeue('1', NOON)).rejects.toMatchObject({ code: 'conflict' })
      await store.sources.fail('1', 'No.', NOON)
      expect(await store.sources.requeue('1', LATER)).toMatchObject({ status: 'queued', updated_at: LATER })
    })

    test('what is gone stays gone', async () => {
      await expect(store.sources.queue({ ...page, id: '1' }, NOON)).rejects.toMatchObject({ code: 'not_found' })
      expect(await store.sources.requeue('1', NOON)).toBeUndefined()
      expect(await store.sources.replaceProgress('1', { status: 'reading', done: 0, total: 1 }, NOON)).toBeUndefined()
      expect(await store.sources.fail('1', 'No.', NOON)).toBeUndefined()
      expect(await store.sources.delete('1')).toBe(false)
    })

    test('a restart ends what was in work and leaves the rest', async () => {
      await createBot(store, 'a')
      for (const id of ['1', '2', '3']) await queueText(store, 'a', id)
      await train(store, 'a', '1', [])
      await store.sources.replaceProgress('2', { status: 'embedding', done: 40, total: 120 }, NOON)
      expect(await store.sources.find('2')).toMatchObject({ progress_done: 40, progress_total: 120 })

      expect(await store.sources.failAllInWork('Interrupted.', LATER)).toBe(2)
      expect((await store.sources.list('a')).map((source) => source.status)).toEqual(['done', 'error', 'error'])
      expect(await store.sources.find('3')).toMatchObject({ status_detail: 'Interrupted.', updated_at: LATER })
    })
  })

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

  describe('the account and its sessions', () => {
    const account = { username: 'owner', password_hash: 'hash', created_at: NOON }
    const session = (name: string) => ({ token_hash: name, created_at: NOON, expires_at: LATER })

    test('there is one account', async () => {
      expect(await store.account.find()).toBeUndefined()
      await store.account.create(account)
      await expect(store.account.create({ ...account, username: 'other' })).rejects.toMatchObject({ code: 'conflict' })
      expect(await store.account.find()).toEqual(account)
    })

    test.each([
      ['keeps the session that changed it', 'mine', ['mine']],
      ['ends all of them', null, []],
    ])('a new password %s', async (_name, keep, left) => {
      await store.account.create(account)
      for (const name of ['mine', 'other']) await store.sessions.create(session(name))
      await store.account.replacePassword('new hash', keep)
      expect(await store.account.find()).toMatchObject({ password_hash: 'new hash' })
      const found = await Promise.all(['mine', 'other'].map((name) => store.sessions.find(name, NOON)))
      expect(found.flatMap((s) => s?.token_hash ?? [])).toEqual(left)
    })

    test('a session ends on time, by signing out, and everywhere at once', async () => {
      for (const name of ['1', '2', '3']) await store.sessions.create(session(name))
      expect(await store.sessions.find('1', NOON)).toEqual(session('1'))
      expect(await store.sessions.find('1', LATER)).toBeUndefined()
      await store.sessions.delete('1')
      expect(await store.sessions.find('1', NOON)).toBeUndefined()
      await store.sessions.deleteExpired(NOON)
      expect(await store.sessions.find('2', NOON)).toBeDefined()
      await store.sessions.deleteExpired(LATER)
      expect(await store.sessions.find('2', NOON)).toBeUndefined()
      await store.sessions.create(session('4'))
      await store.sessions.deleteAll()
      expect(await store.sessions.find('4', NOON)).toBeUndefined()
    })
  })

  test('a setting is replaced', async () => {
    expect(await store.settings.find('color')).toBeUndefined()
    await store.settings.replace('color', 'green')
    await store.settings.replace('color', 'blue')
    expect(await store.settings.find('color')).toBe('blue')
  })

  test('tokens add no messages, and nothing for a bot that is gone', async () => {
    await createBot(store, 'a', { message_limit: 1 })
    await store.usage.settle('a', MARCH, { prompt: 100, completion: 20, costMicroUsd: 7, reservedMicroUsd: 0 })
    await store.usage.settle('gone', MARCH, { prompt: 100, completion: 20, costMicroUsd: 7, reservedMicroUsd: 0 })
    expect(await store.usage.countMessages(MARCH)).toEqual(new Map())
    expect(await store.conversations.accept(buildMessage('a', 's', '1'), NOON)).toBeDefined()
    await store.usage.settle('a', MARCH, { prompt: 100, completion: 20, costMicroUsd: 7, reservedMicroUsd: 0 })
    expect(await store.usage.countMessages(MARCH)).toEqual(new Map([['a', 1]]))
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
