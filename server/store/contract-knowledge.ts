import { describe, expect, test } from 'vitest'
import { buildChunk, createBot, LATER, NOON, queueText, train } from './contract-fixtures.ts'
import { useTexts } from './contract-texts.ts'
import type { Store } from './store.ts'

export function testKnowledge(current: () => Store): void {
  const { findTexts } = useTexts(current)

  describe('training', () => {
    test('a chunk comes back with its source', async () => {
      const store = current()
      await createBot(store, 'a')
      const page = { id: 'p', bot_id: 'a', type: 'url' as const, content: 'https://example.com/faq', title: 'faq' }
      await store.sources.queue(page, NOON)
      await store.sources.replaceProgress('p', { status: 'embedding', done: 1, total: 2 }, NOON)
      const trained = { title: 'Questions', text: '# Questions', words: 12, embedder: 'test', detail: 'Partly read.' }
      const chunk = buildChunk(0, 'We open at nine.', [[1, 0]], ['Visit', 'Opening hours'])

      expect(await store.knowledge.replace('p', { ...trained, chunks: [chunk] }, LATER)).toMatchObject({
        status: 'done',
        title: 'Questions',
        words: 12,
        chunks: 1,
        embedder: 'test',
        status_detail: 'Partly read.',
        progress_done: 2,
        trained_at: LATER,
      })
      const { hits } = await store.knowledge.findByTerms('a', ['nine'], 5)
      expect(await store.knowledge.listChunks('a', [hits[0]?.chunk_id ?? 0])).toEqual([
        {
          id: hits[0]?.chunk_id,
          source_id: 'p',
          source_type: 'url',
          url: 'https://example.com/faq',
          title: 'Questions',
          index: 0,
          heading_path: ['Visit', 'Opening hours'],
          text: 'We open at nine.',
        },
      ])
    })

    test('new knowledge takes the place of the old, of its source alone', async () => {
      const store = current()
      await createBot(store, 'a')
      await train(store, 'a', '1', [buildChunk(0, 'old bread', [[1, 0]]), buildChunk(1, 'old cake', [[1, 0]])])
      await train(store, 'a', '2', [buildChunk(0, 'other bread', [[0, 1]])])
      const { hits: old } = await store.knowledge.findByTerms('a', ['old'], 5)
      await train(store, 'a', '1', [buildChunk(0, 'new bread', [[1, 0]])])

      expect((await findTexts('a', 'bread')).toSorted()).toEqual(['new bread', 'other bread'])
      expect(await findTexts('a', 'cake')).toEqual([])
      expect(await store.knowledge.findByVector('a', 'test', Float32Array.of(1, 0), 5)).toHaveLength(2)
      const oldIds = old.map((hit) => hit.chunk_id)
      expect(await store.knowledge.listChunks('a', oldIds)).toEqual([])
    })

    test('is forgotten piece by piece, of one bot alone', async () => {
      const store = current()
      for (const bot of ['a', 'b']) {
        await createBot(store, bot)
        await train(
          store,
          bot,
          bot,
          ['bread', 'rye bread', 'cake'].map((text, i) => buildChunk(i, text, [[1, i]])),
        )
      }
      expect(await store.knowledge.forget('a', 2)).toBe(2)
      expect((await store.knowledge.findByVector('a', 'test', Float32Array.of(1, 0), 5)).length).toBe(1)
      expect(await store.knowledge.forget('a', 2)).toBe(1)
      expect(await store.knowledge.forget('a', 2)).toBe(0)
      expect(await findTexts('a', 'cake')).toEqual([])
      expect(await findTexts('b', 'cake')).toEqual(['cake'])
    })

    test('says whether it has more vectors than some, of this embedder', async () => {
      const store = current()
      await createBot(store, 'a')
      await train(store, 'a', '1', [buildChunk(0, 'bread', [[1, 0]]), buildChunk(1, 'cake', [[0, 1]])])
      expect(await store.knowledge.hasMoreVectors('a', 'test', 1)).toBe(true)
      expect(await store.knowledge.hasMoreVectors('a', 'test', 2)).toBe(false)
      expect(await store.knowledge.hasMoreVectors('a', 'other', 0)).toBe(false)
      expect(await store.knowledge.hasMoreVectors('b', 'test', 0)).toBe(false)
    })

    test('a deleted source is gone from every search', async () => {
      const store = current()
      await createBot(store, 'a')
      await train(store, 'a', '1', [buildChunk(0, 'bread', [[1, 0]])])
      expect(await store.sources.delete('1')).toBe(true)
      expect(await store.knowledge.findByTerms('a', ['bread'], 5)).toEqual({ total: 0, documentCounts: [0], hits: [] })
      expect(await store.knowledge.findByVector('a', 'test', Float32Array.of(1, 0), 5)).toEqual([])
      const nothing = { title: 't', text: '', words: 0, embedder: null, detail: null, chunks: [] }
      expect(await store.knowledge.replace('1', nothing, LATER)).toBeUndefined()
    })

    test.each([
      ['not a number', [[Number.NaN, 1]]],
      ['infinite', [[Number.POSITIVE_INFINITY, 1]]],
      ['zero', [[0, 0]]],
      ['empty', [[]]],
      ['of two lengths', [[1, 0], [1]]],
    ])('a vector that is %s is refused and the old knowledge stays', async (_name, vectors) => {
      const store = current()
      await createBot(store, 'a')
      await train(store, 'a', '1', [buildChunk(0, 'bread', [[1, 0]])])
      await expect(train(store, 'a', '1', [buildChunk(0, 'cake', vectors)])).rejects.toThrow(/vector/)
      expect(await findTexts('a', 'bread')).toEqual(['bread'])
    })
  })

  test('a source without chunks is trained too', async () => {
    const store = current()
    await createBot(store, 'a')
    await queueText(store, 'a', '1')
    await train(store, 'a', '1', [])
    expect(await store.sources.find('1')).toMatchObject({ status: 'done', chunks: 0, embedder: null })
  })
}
