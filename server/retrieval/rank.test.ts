import { describe, expect, test } from 'vitest'
import { chooseCosineWeight, fuse, measureRarity, preferSaid } from './rank.ts'

const text = (hits: { chunk_id: number; score: number; terms: number[] }[], documentCounts = [1, 5]) => ({
  total: 10,
  documentCounts,
  hits: hits.map((hit) => ({ ...hit, scores: [hit.score] })),
})
const WORDS = { terms: ['first', 'second'], forms: [], asked: [[0], [1]] }
const order = (signals: { chunk_id: number }[]) => signals.map(({ chunk_id }) => chunk_id)

const scored = (hits: [chunk_id: number, term: number][]) => ({
  ...text([], [1, 1, 1]),
  hits: hits.map(([chunk_id, term]) => ({ chunk_id, score: 1, terms: [term], scores: [1] })),
})

test('what was said comes before another form of it, and that before other words for the same', () => {
  const query = { said: ['kurse'], forms: ['kurs*'], terms: ['kurse', 'kurs*', 'unterricht'] }
  const matches = scored([
    [1, 2],
    [2, 1],
    [3, 0],
  ])
  expect(order(fuse(preferSaid(matches, query), [], { ...query, asked: [] }, 1))).toEqual([3, 2, 1])
})

test.each([
  ['local:minilm:384', 'en', 2],
  ['local:minilm:384', undefined, 2],
  ['local:minilm:384', 'de', 1],
  ['openai:text-embedding-3-small:1536', 'de', 2],
])('%s reads %s: its cosine weighs %d', (embedder, language, weight) => {
  expect(chooseCosineWeight(embedder, language)).toBe(weight)
})

describe('fuse', () => {
  test('adds both searches, each by its own maximum and weight', () => {
    const hits = [
      { chunk_id: 1, score: 8, terms: [0] },
      { chunk_id: 2, score: 6, terms: [1] },
    ]
    const nearest = [
      { chunk_id: 2, cosine: 0.4 },
      { chunk_id: 3, cosine: 0.35 },
      { chunk_id: 1, cosine: 0.1 },
    ]
    const fused = fuse(text(hits), nearest, WORDS, 2)
    expect(order(fused)).toEqual([2, 3, 1])
    expect(fused.map(({ score }) => score)).toEqual([6 / 8 + 2, 2 * (0.35 / 0.4), 1 + 2 * (0.1 / 0.4)])
  })

  test('takes either search alone', () => {
    expect(order(fuse(text([{ chunk_id: 1, score: 2, terms: [0] }]), [], WORDS, 1))).toEqual([1])
    expect(order(fuse(text([]), [{ chunk_id: 7, cosine: 0.2 }], WORDS, 1))).toEqual([7])
    expect(fuse(text([]), [], WORDS, 1)).toEqual([])
  })

  test('weighs a rare word more than a common one', () => {
    const [rare, common] = fuse(
      text([
        { chunk_id: 1, score: 2, terms: [0] },
        { chunk_id: 2, score: 1, terms: [1] },
      ]),
      [],
      WORDS,
      1,
    )
    expect(rare?.coverage).toBeGreaterThan(0.7)
    expect((rare?.coverage ?? 0) + (common?.coverage ?? 0)).toBeCloseTo(1)
  })

  test('counts a word that occurs nowhere against every chunk', () => {
    const [found] = fuse(text([{ chunk_id: 1, score: 2, terms: [0] }], [1, 0]), [], WORDS, 1)
    expect(found?.coverage).toBeLessThan(0.5)
  })

  test('counts only the words it is told to, any of those that stand for each other', () => {
    const found = (asked: number[][]) =>
      fuse(text([{ chunk_id: 1, score: 2, terms: [0] }]), [], { ...WORDS, asked }, 1)[0]?.coverage
    expect(found([[1]])).toBe(0)
    expect(found([[1, 0]])).toBe(1)
  })

  test('counts another form of a word about half', () => {
    const query = { terms: ['kurse', 'kurs*'], forms: ['kurs*'], asked: [[0, 1]] }
    const hits = [
      { chunk_id: 1, score: 2, terms: [1] },
      { chunk_id: 2, score: 1, terms: [0, 1] },
    ]
    const [other, same] = fuse(text(hits), [], query, 1)
    expect(same?.coverage).toBe(1)
    expect(other?.coverage).toBeCloseTo(0.55)
  })

  test('takes a chunk beyond the nearest for no nearer than the last of them', () => {
    const fused = fuse(text([{ chunk_id: 9, score: 2, terms: [0] }]), [{ chunk_id: 1, cosine: 0.3 }], WORDS, 1)
    expect(fused.find(({ chunk_id }) => chunk_id === 9)?.cosine).toBe(0.3)
  })
})

test.each([
  ['nothing asked', [], 0],
  ['a word that stands nowhere', [[0]], 1],
  ['a word of every chunk', [[2]], 0.02],
  ['one of each', [[0], [2]], 0.51],
  ['a rare word or a common one for the same', [[0, 2]], 0.02],
])('the rarity of %s', (_name, asked, expected) => {
  expect(measureRarity(text([], [0, 3, 10]), asked)).toBeCloseTo(expected, 2)
})
