import { expect, test } from 'vitest'
import { countWords, takeWords } from './words.ts'

test.each([
  ['', 0],
  ['One, two. Three!', 3],
  ["It's 9:30, e-mail me@example.com", 5],
  ['Brötchen für 1,20 €', 4],
  ['営業時間は九時です', 5],
])('counts the words of %j', (text, expected) => {
  expect(countWords(text)).toBe(expected)
})

test('takes words with everything between them', () => {
  expect(takeWords('# One\n\ntwo, three.', 2)).toEqual({ text: '# One\n\ntwo', words: 2, isCut: true })
  expect(takeWords('One two.', 2)).toEqual({ text: 'One two.', words: 2, isCut: false })
})

test('takes no more from a text of endless words than from one of words', () => {
  expect(takeWords('x'.repeat(100), 2)).toEqual({ text: 'x'.repeat(40), words: 1, isCut: true })
  expect(takeWords(`Open ${'a.'.repeat(100)}`, 2).text).toHaveLength(40)
  expect(takeWords(`One${' '.repeat(100)}two`, 2)).toMatchObject({ words: 1, isCut: true })
})
