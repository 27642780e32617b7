import { describe, expect, test } from 'vitest'
import { takeEvenly } from './pack.ts'
import { auroc, holds, mean, percentile, wordF1 } from './score.ts'

describe('wordF1', () => {
  test.each([
    ['the same words in another order', 'b A, c', 'a b c', 1],
    ['half of the words', 'a b', 'a b c d', 2 / 3],
    ['a word said twice that is true once', 'a a', 'a', 2 / 3],
    ['nothing in common', 'a', 'b', 0],
    ['nothing where there is text', '', 'b', 0],
    ['nothing where there is none', '', '', 1],
  ])('of %s', (_name, text, truth, expected) => {
    expect(wordF1(text, truth)).toBeCloseTo(expected, 10)
  })
})

describe('holds', () => {
  test.each([
    ['a table row', '| Friday | 9:00 to 17:00 |', 'friday 9:00 to 17:00', true],
    ['no part of a word', 'It costs £180.', '£18', false],
    ['no empty text', 'Anything', '…', false],
    ['letters of every script', 'Geöffnet: täglich.', 'GEÖFFNET', true],
  ])('%s', (_name, text, part, expected) => {
    expect(holds(text, part)).toBe(expected)
  })
})

describe('auroc', () => {
  test.each([
    ['all in order', [0.9, 0.8], [0.1], 1],
    ['all wrong', [0.1], [0.8, 0.9], 0],
    ['a tie', [0.5], [0.5], 0.5],
    ['none to compare', [], [0.5], undefined],
  ])('%s', (_name, positives, negatives, expected) => {
    expect(auroc(positives, negatives)).toBe(expected)
  })
})

test('percentile gives a value of the list', () => {
  expect(percentile([3, 1, 2, 4], 0.5)).toBe(2)
  expect(percentile([3, 1, 2, 4], 1)).toBe(4)
  expect(percentile([], 0.5)).toBeUndefined()
})

test('mean of nothing is not told', () => expect(mean([])).toBeUndefined())

test('takeEvenly takes from the whole length, the same each time', () => {
  expect(takeEvenly([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 3)).toEqual([0, 3, 6])
  expect(takeEvenly([0, 1], 3)).toEqual([0, 1])
})
