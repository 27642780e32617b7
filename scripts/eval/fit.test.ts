import { expect, test } from 'vitest'
import { toEvidence } from '#server/retrieval/calibration.ts'
import { findGoodCut, toFitRows, toStopRows, toWeightRows } from './fit.ts'
import type { QuestionResult } from './knowledge.ts'

type Kind = 'gold' | 'left-out' | 'near-miss'

function ask(kb: string, id: string, why: Kind, cosine: number, relevance = cosine): QuestionResult {
  const question = { asked: 3, rarity: 0.5, total: 200 }
  return {
    id,
    kb,
    lang: 'en',
    before: [],
    question: id,
    answerable: why === 'gold',
    why,
    docs: [],
    rank: undefined,
    relevance,
    evidence: [toEvidence({ cosine, passage: cosine, coverage: 0.5 }, question)],
    goldFound: undefined,
    answered: relevance >= 0.7,
    answer: undefined,
    words: undefined,
    goldSaid: undefined,
  }
}

/** Answerable above the middle, off the subject below it, near misses at it. */
const askAround = (kb: string, middle: number): QuestionResult[] =>
  Array.from({ length: 20 }, (_, index) => [
    ask(kb, `${kb} yes ${index}`, 'gold', middle + 0.1 + index / 100),
    ask(kb, `${kb} no ${index}`, 'left-out', middle - 0.1 - index / 100),
    ask(kb, `${kb} near ${index}`, 'near-miss', middle + (index % 2 === 0 ? 0.01 : -0.01)),
  ]).flat()

test('findGoodCut keeps most and refuses most', () => {
  const questions = [
    ...[0.4, 0.8, 0.9, 0.95].map((value, index) => ask('a', `yes ${index}`, 'gold', value)),
    ...[0.1, 0.2, 0.45, 0.5, 0.85].map((value, index) => ask('a', `no ${index}`, 'left-out', value)),
  ]
  expect(findGoodCut(questions, ({ relevance }) => relevance)).toBe(0.8)
})

test('what is learnt on all questions looks better than what other sets teach', () => {
  const questions = [...askAround('low', 0.3), ...askAround('high', 0.8)]
  const [low, high, pooled] = toFitRows(questions)
  expect(low).toMatchObject({ 'kept/off/near': 'low', 'as it is': '.00 1.00 1.00' })
  // The cut of the one refuses all of the other, and the other way round answers all of it.
  expect(low).toMatchObject({ 'cut, sets': '.00 1.00 1.00', 'weights, sets': '.00 1.00 1.00' })
  expect(high).toMatchObject({ 'cut, sets': '1.00 .00 .00', 'weights, sets': '1.00 .00 .00' })
  expect(pooled?.['kept/off/near']).toBe('English, pooled')
})

test('a set that is like the others is judged alike when it is left out', () => {
  const [row] = toFitRows([...askAround('a', 0.5), ...askAround('b', 0.5)])
  expect(row).toMatchObject({ 'cut, sets': '1.00 1.00 1.00', 'weights, folds': '1.00 1.00 1.00' })
})

test('the weights shown put the good cut at the default', () => {
  const [row] = toWeightRows(askAround('a', 0.5))
  const weight = (name: string) => Number(row?.[name])
  const logit = (cosine: number) =>
    (weight('cosine') + weight('passage')) * cosine + (weight('coverage') + weight('rarity')) * 0.5 + weight('bias')
  expect(logit(0.7)).toBeGreaterThan(Math.log(0.7 / 0.3))
  expect(logit(0.4)).toBeLessThan(Math.log(0.7 / 0.3))
})

test('each stop of the slider keeps and refuses what it should', () => {
  const stops = toStopRows([
    ask('a', '1', 'gold', 0.72),
    ask('a', '2', 'left-out', 0.58),
    ask('a', '3', 'near-miss', 0.8),
  ])
  expect(stops.find((row) => row['when to answer'] === '0.70')).toMatchObject({ kept: 1, 'refused off': 1, near: 0 })
  expect(stops.find((row) => row['when to answer'] === '0.50')).toMatchObject({ kept: 1, 'refused off': 0, near: 0 })
  expect(stops.find((row) => row['when to answer'] === '0.90')).toMatchObject({ kept: 0, 'refused off': 1, near: 1 })
})
