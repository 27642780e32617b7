import { describe, expect, test } from 'vitest'
import { buildChunk, createBot, train } from './contract-fixtures.ts'
import { useTexts } from './contract-texts.ts'
import type { Store } from './store.ts'

/** Strings that are syntax to some query language, or to SQLite's own. */
const HOSTILE = [
  ['a quote', '"'],
  ['quotes', '""" OR ""'],
  ['an operator', 'NEAR(bread wine)'],
  ['NOT', 'bread NOT wine'],
  ['a minus', '-bread'],
  ['a column', 'col:z'],
  ['our column', 'search_text:bread'],
  ['SQL', "'; DROP TABLE chunks; --"],
  ['NUL', 'bre\0ad'],
  ['NUL alone', '\0'],
  ['brackets', '((((((((('],
  ['a star', '*'],
  ['a caret', '^bread'],
  ['nothing', ''],
  ['braces', '{a b} : c'],
  ['a lone surrogate', '\ud800'],
  ['an emoji', '👩‍👩‍👧'],
  ['a backslash', '\\'],
  ['a long one', 'x'.repeat(100_000)],
] as const

export function testRetrieval(current: () => Store): void {
  const { textsOf, findTexts } = useTexts(current)

  describe('text search', () => {
    test('words are found in any form, case and accent, in text, headings and title', async () => {
      const store = current()
      await createBot(store, 'a')
      await train(store, 'a', '1', [buildChunk(0, 'Crème brûlée', [], ['Opening hours'])], 'Deliveries')
      for (const term of ['creme', 'BRÛLÉE', 'opened', 'delivery']) {
        expect(await findTexts('a', term), term).toHaveLength(1)
      }
    })

    test.each([
      ['Chinese', '我们的营业时间是九点到五点', '营业时间', '营间'],
      ['Japanese', '営業時間は九時からです', '営業時間', '時営'],
      ['Thai', 'ร้านเปิดเก้าโมงเช้า', 'เปิด', 'ดปิเ'],
    ])('a word is found inside a sentence without spaces: %s', async (_name, text, word, notWord) => {
      const store = current()
      await createBot(store, 'a')
      await train(store, 'a', '1', [buildChunk(0, text)])
      expect(await findTexts('a', word)).toEqual([text])
      expect(await findTexts('a', notWord)).toEqual([])
    })

    test('a hit tells which terms it holds, and terms tell how common they are', async () => {
      const store = current()
      await createBot(store, 'a')
      await train(store, 'a', '1', [
        buildChunk(0, 'bread and cake'),
        buildChunk(1, 'bread and coffee'),
        buildChunk(2, 'tea'),
      ])
      const found = await store.knowledge.findByTerms('a', ['missing', 'breads', 'cake'], 5)
      expect(found).toMatchObject({ total: 3, documentCounts: [0, 2, 1] })
      expect(found.hits.map((hit) => hit.terms)).toEqual([[1, 2], [1]])
      expect(found.hits[0]?.score).toBeGreaterThan(found.hits[1]?.score ?? 0)
      expect(found.hits[1]?.score).toBeGreaterThan(0)
      expect((await store.knowledge.findByTerms('a', ['bread'], 1)).hits).toHaveLength(1)
    })

    test('a term that ends in * is the beginning of a word', async () => {
      const store = current()
      await createBot(store, 'a')
      await train(store, 'a', '1', [buildChunk(0, 'Öffnungszeiten'), buildChunk(1, 'offen')])
      const found = await store.knowledge.findByTerms('a', ['öffnung*', 'öffnung'], 5)
      expect(found.documentCounts).toEqual([1, 0])
    })

    test('at most 32 terms are used', async () => {
      const store = current()
      await createBot(store, 'a')
      await train(store, 'a', '1', [buildChunk(0, 'bread')])
      const terms = [...Array.from({ length: 32 }, (_, i) => `word${i}`), 'bread']
      const found = await store.knowledge.findByTerms('a', terms, 5)
      expect(found.documentCounts).toHaveLength(32)
      expect(found.hits).toEqual([])
    })

    test.each(HOSTILE)('%s is a word like any other', async (_name, term) => {
      const store = current()
      await createBot(store, 'a')
      await train(store, 'a', '1', [buildChunk(0, `Plain wine. ${term}`)], term)
      const found = await store.knowledge.findByTerms('a', [term, 'wine'], 5)
      expect(found.hits.map((hit) => hit.terms.includes(1))).toEqual([true])
    })
  })

  describe('vector search', () => {
    test('the best window of a chunk counts, once', async () => {
      const store = current()
      await createBot(store, 'a')
      const windows = [
        [0, 1],
        [0.6, 0.8],
      ]
      await train(store, 'a', '1', [buildChunk(0, 'far', [[-1, 0]]), buildChunk(1, 'near', windows)])
      const found = await store.knowledge.findByVector('a', 'test', Float32Array.of(1, 0), 5)
      const ids = found.map((hit) => hit.chunk_id)
      expect(await textsOf('a', ids)).toEqual(['near', 'far'])
      expect(found.map((hit) => hit.cosine)).toEqual([expect.closeTo(0.6), expect.closeTo(-1)])
      expect(await store.knowledge.findByVector('a', 'test', Float32Array.of(1, 0), 1)).toHaveLength(1)
    })

    test('a chunk is as near as its best window and its best passage together', async () => {
      const store = current()
      await createBot(store, 'a')
      const vectors = { 'Far.': [-1, 0], 'Near.': [0.8, 0.6] }
      await train(store, 'a', '1', [
        buildChunk(0, 'both', [[0.6, 0.8]], [], vectors),
        buildChunk(1, 'plain', [[0.6, 0.8]]),
      ])
      const asked = Float32Array.of(1, 0)
      const found = await store.knowledge.findByVector('a', 'test', asked, 5)
      expect(found.map((hit) => hit.cosine)).toEqual([expect.closeTo(0.7), expect.closeTo(0.6)])
      const ids = found.map((hit) => hit.chunk_id)
      const passages = await store.knowledge.comparePassages('a', 'test', asked, ids)
      expect(passages.map(({ chunk_id, text }) => [chunk_id, text])).toEqual([
        [ids[0], 'Far.'],
        [ids[0], 'Near.'],
      ])
      expect(passages.map(({ cosine }) => cosine)).toEqual([expect.closeTo(-1), expect.closeTo(0.8)])
      expect(await store.knowledge.comparePassages('b', 'test', asked, ids)).toEqual([])
      expect(await store.knowledge.comparePassages('a', 'other', asked, ids)).toEqual([])
    })

    test('vectors of another embedder are never compared', async () => {
      const store = current()
      await createBot(store, 'a')
      await train(store, 'a', '1', [buildChunk(0, 'bread', [[1, 0]])])
      expect(await store.knowledge.findByVector('a', 'other', Float32Array.of(1, 0, 0), 5)).toEqual([])
    })

    test.each([
      ['not a number', Float32Array.of(Number.NaN, 1)],
      ['zero', Float32Array.of(0, 0)],
    ])('a question whose vector is %s is a bug', async (_name, vector) => {
      await createBot(current(), 'a')
      await expect(current().knowledge.findByVector('a', 'test', vector, 5)).rejects.toThrow(/vector/)
    })
  })

  describe('two bots', () => {
    test("no bot ever sees another's chunks", async () => {
      const store = current()
      for (const id of ['a', 'b', 'c']) {
        await createBot(store, id)
        await train(store, id, `source of ${id}`, [buildChunk(0, `bread of ${id}`, [[1, 0]])])
      }
      expect(await findTexts('b', 'bread')).toEqual(['bread of b'])
      const byTerm = await store.knowledge.findByTerms('b', ['bread'], 10)
      expect(byTerm).toMatchObject({ total: 1, documentCounts: [1] })
      const byVector = await store.knowledge.findByVector('b', 'test', Float32Array.of(1, 0), 10)
      expect(byVector.map((hit) => hit.chunk_id)).toEqual(byTerm.hits.map((hit) => hit.chunk_id))
      const ids = byTerm.hits.map((hit) => hit.chunk_id)
      expect(await store.knowledge.listChunks('a', ids)).toEqual([])
    })

    test("another bot's knowledge changes no score", async () => {
      const store = current()
      await createBot(store, 'a')
      await train(store, 'a', '1', [buildChunk(0, 'bread and cake'), buildChunk(1, 'bread and soup')])
      const alone = await store.knowledge.findByTerms('a', ['bread', 'cake'], 5)
      await createBot(store, 'b')
      // As long as the others on average: only how rare a word is differs.
      const sameLength = Array.from({ length: 20 }, (_, i) => buildChunk(i, 'cake and cake'))
      await train(store, 'b', '2', sameLength)
      const beside = await store.knowledge.findByTerms('a', ['bread', 'cake'], 5)
      expect(beside.documentCounts).toEqual(alone.documentCounts)
      for (const [i, hit] of beside.hits.entries()) expect(hit.score).toBeCloseTo(alone.hits[i]?.score ?? 0, 6)
    })
  })

  test('ids keep the order they were asked in', async () => {
    const store = current()
    await createBot(store, 'a')
    await train(store, 'a', '1', [buildChunk(0, 'zero word'), buildChunk(1, 'one word'), buildChunk(2, 'two word')])
    const { hits } = await store.knowledge.findByTerms('a', ['word'], 5)
    const ids = hits.map((hit) => hit.chunk_id).toSorted((x, y) => y - x)
    expect(await textsOf('a', [...ids, 1])).toEqual(['two word', 'one word', 'zero word'])
    expect(await textsOf('a', [])).toEqual([])
  })
}
