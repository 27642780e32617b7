import { expect, test } from 'vitest'
import { findUsed } from './model-writer.ts'

test.each([
  [
    'the text that holds its words',
    'Delivery costs four euros',
    ['We bake bread', 'Delivery costs four euros in town'],
    [1],
  ],
  ['both when both hold them', 'Bread costs four euros', ['Bread is four', 'It costs euros'], [0, 1]],
  ['the first when it is in another language', 'Die Lieferung ist gratis', ['Delivery is free', 'Bread'], [0]],
  ['nothing of nothing', 'Yes', [], []],
])('findUsed sees %s', (_name, answer, texts, expected) => {
  expect(findUsed(answer, texts)).toEqual(expected)
})
