import { expect, test } from 'vitest'
import { chooseCalibration, toEvidence, toRelevance } from './calibration.ts'
import { RELEVANCE_CUT } from './rank.ts'

const LOCAL = chooseCalibration('local:minilm:384', 'en', true)

// Cosine, that of the best passage, and coverage as measured for questions that can be answered and for questions off the subject.
test.each([
  ['local, a typical hit', 'local:minilm:384', 'en', true, 0.54, 0.54, 0.77, true],
  ['local, off the subject', 'local:minilm:384', 'en', true, 0.23, 0.23, 0.19, false],
  ['local, other words for it', 'local:minilm:384', 'en', true, 0.72, 0.72, 0.1, true],
  ['local, one line of a long chunk', 'local:minilm:384', 'en', true, 0.3, 0.45, 1, true],
  ['local, all of a short question', 'local:minilm:384', 'en', true, 0.3, 0.4, 1, true],
  ['local, German hit', 'local:minilm:384', 'de', true, 0.44, 0.44, 0.62, true],
  ['local, German, near by language alone', 'local:minilm:384', 'de', true, 0.6, 0.6, 0.15, false],
  ['OpenAI, a typical hit', 'openai:text-embedding-3-small:1536', 'en', true, 0.4, 0.4, 0.4, true],
  ['OpenAI, one line of a long chunk', 'openai:text-embedding-3-small:1536', 'en', true, 0.15, 0.15, 1, true],
  ['OpenAI, another language', 'openai:text-embedding-3-small:1536', 'de', true, 0.42, 0.42, 0, true],
  ['OpenAI, off the subject', 'openai:text-embedding-3-small:1536', 'en', true, 0.15, 0.15, 0.19, false],
  ['words alone, a hit', 'local:minilm:384', 'en', false, 0, 0, 0.5, true],
  ['words alone, off the subject', 'local:minilm:384', 'en', false, 0, 0, 0.19, false],
])('relevance: %s', (_name, embedder, language, hasVectors, cosine, passage, coverage, expected) => {
  const evidence = toEvidence({ cosine, passage, coverage }, { asked: 3, rarity: 0.7, total: 110 })
  const relevance = toRelevance(evidence, chooseCalibration(embedder, language, hasVectors))
  expect(relevance >= RELEVANCE_CUT).toBe(expected)
})

test('a long question need not be covered as far as a short one', () => {
  const relevance = (asked: number) =>
    toRelevance(toEvidence({ cosine: 0.5, passage: 0.5, coverage: 0.3 }, { asked, rarity: 0.7, total: 110 }), LOCAL)
  expect(relevance(1)).toBe(relevance(5))
  expect(relevance(5)).toBeLessThan(RELEVANCE_CUT)
  expect(relevance(20)).toBeGreaterThan(RELEVANCE_CUT)
})

test('among few chunks less resemblance is needed, up to a point', () => {
  const relevance = (total: number) =>
    toRelevance(toEvidence({ cosine: 0.4, passage: 0.4, coverage: 0.4 }, { asked: 3, rarity: 0.7, total }), LOCAL)
  expect(relevance(110)).toBe(relevance(5000))
  expect(relevance(110)).toBeLessThan(RELEVANCE_CUT)
  expect(relevance(15)).toBeGreaterThan(RELEVANCE_CUT)
  expect(relevance(1)).toBe(relevance(15))
})

test('common words say less than rare ones', () => {
  const relevance = (rarity: number) =>
    toRelevance(toEvidence({ cosine: 0.48, passage: 0.48, coverage: 0.5 }, { asked: 3, rarity, total: 110 }), LOCAL)
  expect(relevance(0.9)).toBeGreaterThan(RELEVANCE_CUT)
  expect(relevance(0.4)).toBeLessThan(RELEVANCE_CUT)
})

test('a passage that is near says more than its chunk', () => {
  const relevance = (cosine: number, passage: number) =>
    toRelevance(toEvidence({ cosine, passage, coverage: 0.4 }, { asked: 3, rarity: 0.7, total: 110 }), LOCAL)
  expect(relevance(0.5, 0.6)).toBeGreaterThan(relevance(0.6, 0.5))
})
