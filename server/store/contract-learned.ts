import { describe, expect, test } from 'vitest'
import { buildChunk, createBot, LATER, queueText, train } from './contract-fixtures.ts'
import type { Store } from './store.ts'

export function testLearned(current: () => Store): void {
  describe('a source', () => {
    test('what was learned can be looked at: the text as it was read, and the chunks with what was embedded of them', async () => {
      const store = current()
      for (const bot of ['a', 'b']) await createBot(store, bot)
      await train(store, 'a', '1', [buildChunk(0, 'old', [[1, 0]])])
      const vectors = [
        [1, 0],
        [0, 1],
      ]
      const chunks = [buildChunk(0, 'bread', vectors, ['Shop'], { bread: [1, 1] }), buildChunk(1, 'cake')]
      const trained = { title: 't', text: '# Shop', words: 2, embedder: 'test', detail: null, chunks }
      await store.knowledge.replace('1', trained, LATER)

      expect(await store.knowledge.findLearned('a', '1')).toEqual({
        text: '# Shop',
        chunks: [
          { index: 0, heading_path: ['Shop'], text: 'bread', windows: 2, passages: 1 },
          { index: 1, heading_path: [], text: 'cake', windows: 0, passages: 0 },
        ],
      })
      expect(await store.knowledge.findLearned('b', '1')).toBeUndefined()
      await queueText(store, 'a', '2')
      expect(await store.knowledge.findLearned('a', '2')).toEqual({ text: null, chunks: [] })
      await store.sources.delete('1')
      expect(await store.knowledge.findLearned('a', '1')).toBeUndefined()
    })

    test('other words for a text wait until they are trained', async () => {
      const store = current()
      await createBot(store, 'a')
      await train(store, 'a', '1', [buildChunk(0, 'old bread', [[1, 0]])])
      expect(await store.sources.replaceContent('1', 'new cake', LATER)).toMatchObject({
        content: 'new cake',
        title: '1',
        status: 'queued',
      })
      const { hits } = await store.knowledge.findByTerms('a', ['bread'], 5)
      const ids = hits.map(({ chunk_id }) => chunk_id)
      expect(await store.knowledge.listChunks('a', ids)).toMatchObject([{ text: 'old bread' }])
      await expect(store.sources.replaceContent('1', 'newer', LATER)).rejects.toMatchObject({ code: 'conflict' })
      expect(await store.sources.find('1')).toMatchObject({ content: 'new cake' })
      expect(await store.sources.replaceContent('none', 'x', LATER)).toBeUndefined()
    })
  })
}
