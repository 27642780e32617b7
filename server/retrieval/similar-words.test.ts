import { expect, test } from 'vitest'
import { countEdits, findSimilarWords } from './similar-words.ts'

const VOCABULARY = ['puncture', 'delivery', 'salon', 'gletscher', 'apotheker', 'versand', 'opening', 'wire', 'hours']

test.each([
  ['a letter left out', 'puncure', ['puncture']],
  ['two letters swapped', 'deliveyr', ['delivery']],
  ['two letters wrong in a long word', 'gletsherr', ['gletscher']],
  ['a compound by its part', 'gletscherabfluss', ['gletscher']],
  ['another ending', 'apothekerinnen', ['apotheker']],
  ['the end of a compound', 'expressversand', ['versand']],
  ['a part of a compound', 'eisgletscher', ['gletscher']],
  ['no short word', 'wine', []],
  ['no other beginning', 'xelivery', []],
  ['no number', '12345', []],
  ['nothing alike', 'skateboard', []],
])('finds %s', (_name, unknown, expected) => {
  expect(findSimilarWords(unknown, VOCABULARY)).toEqual(expected)
})

test.each([
  ['same', 'same', 0],
  ['ab', 'ba', 1],
  ['kitten', 'sitting', 3],
  ['', 'abc', 3],
])('countEdits of %j and %j', (a, b, expected) => {
  expect(countEdits(a, b)).toBe(expected)
})
