import { expect, test } from 'vitest'
import { buildExcerpt } from './excerpt.ts'

const filler = 'The quick brown fox jumps over the lazy dog. '.repeat(5)

test.each([
  ['a short text as it is', 'Are you open?', [], 'Are you open?'],
  ['one line of several', ' Are you\n\n open?\t', [], 'Are you open?'],
  [
    'whole words of a long one',
    filler,
    [],
    'The quick brown fox jumps over the lazy dog. The quick brown fox jumps over the lazy dog. The quick brown fox jumps over the lazy dog. The quick brown fox jumps…',
  ],
  [
    'the place of a word, whatever its case and accents',
    `${filler}We sell Crème brûlée on Sunday.`,
    ['CREME'],
    '…fox jumps over the lazy dog. We sell Crème brûlée on Sunday.',
  ],
  [
    'the beginning of a word before the middle of one',
    `A submarine. ${filler}Marine blue.`,
    ['marine'],
    '…brown fox jumps over the lazy dog. Marine blue.',
  ],
  ['a word in its first lines', `Bread! ${filler}`, ['bread'], expect.stringMatching(/^Bread! The quick .{120,150}…$/)],
  ['its beginning where the word is not', filler, ['bread'], expect.stringMatching(/^The quick .{120,150}…$/)],
  [
    'a word of a script without spaces',
    `${'あいうえお'.repeat(40)}営業時間は九時から${'かきくけこ'.repeat(40)}`,
    ['営業時間'],
    expect.stringMatching(/^…[あいうえお]{40}営業時間は九時から[かきくけこ]+…$/),
  ],
  ['no half of a character', '😀'.repeat(200), [], expect.not.stringMatching(/�{2}/)],
])('keeps %s', (_name, text, words, expected) => {
  expect(buildExcerpt(text, words)).toEqual(expected)
})
