import { expect, test } from 'vitest'
import { createRangeReader } from './within-range.ts'

test.each([
  ['10', 'Juniors, 9 to 14 years', true],
  ['8', '| 7 bis 12 Jahre | 19 € |', true],
  ['9', 'Stage de 8 à 12 ans', true],
  ['15', 'Juniors, 9–14 years', false],
  ['9', 'The years 1905–1910', false],
  ['20', 'From 7.30 to 9.45', false],
  ['wednesday', 'Tue–Fri: 9 to 17', true],
  ['monday', 'Tue–Fri: 9 to 17', false],
  ['years', 'Juniors, 9 to 14 years', false],
])('%s in "%s": %s', (term, text, expected) => {
  expect(createRangeReader(text)(term)).toBe(expected)
})
