import { describe, expect, test } from 'vitest'
import { chunk, windows } from './chunk.ts'

// One word, one token: the numbers below can be counted by eye.
const countTokens = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
const cut = (markdown: string, maxTokens: number, overlapTokens = 0) =>
  chunk(markdown, { maxTokens, overlapTokens, countTokens }).map(({ heading_path, text }) => [
    heading_path.join(' > '),
    text,
  ])

const table = '| Bread | Price |\n| --- | --- |\n| Rye | 4.20 |\n| Spelt | 5.10 |\n| Wheat | 3.80 |'
const words = (count: number, name: string): string =>
  Array.from({ length: count }, (_, i) => `${name}${i}`).join(' ') + '.'

describe('chunk', () => {
  test.each([
    ['keeps a short page whole', 'One. Two.', 50, [['', 'One. Two.']]],
    [
      'never cuts inside a sentence',
      'One two. Three four.',
      3,
      [
        ['', 'One two.'],
        ['', 'Three four.'],
      ],
    ],
    [
      'drops a heading without text',
      '# Shop\n\n## Empty\n\n## Hours\n\nNine to five.',
      4,
      [['Shop > Hours', 'Nine to five.']],
    ],
    [
      'ends a chunk with its section',
      `# Shop\n\n## Bread\n\n${words(8, 'a')}\n\n## Cake\n\n${words(8, 'b')}`,
      10,
      [
        ['Shop > Bread', words(8, 'a')],
        ['Shop > Cake', words(8, 'b')],
      ],
    ],
    [
      'joins small neighbours under their common heading',
      '# Team\n\n## Ann\n\nBakes.\n\n## Ben\n\nSells.',
      20,
      [['Team', '## Ann\n\nBakes.\n\n## Ben\n\nSells.']],
    ],
    [
      'keeps each question to itself',
      '# FAQ\n\n## Do you deliver?\n\nYes.\n\n## Is there parking?\n\nNo.',
      20,
      [
        ['FAQ > Do you deliver?', 'Yes.'],
        ['FAQ > Is there parking?', 'No.'],
      ],
    ],
    [
      'keeps a table whole when it fits',
      `${words(6, 'a')}\n\n${table}`,
      12,
      [
        ['', words(6, 'a')],
        ['', table],
      ],
    ],
    [
      'cuts a long table between rows and repeats its header',
      table,
      8,
      [
        ['', '| Bread | Price |\n| --- | --- |\n| Rye | 4.20 |\n| Spelt | 5.10 |'],
        ['', '| Bread | Price |\n| --- | --- |\n| Wheat | 3.80 |'],
      ],
    ],
    [
      'keeps a question in bold type with its answer',
      `${words(5, 'a')}\n\nDo you deliver?\n\nYes, every day.`,
      8,
      [
        ['', words(5, 'a')],
        ['', 'Do you deliver?\n\nYes, every day.'],
      ],
    ],
    [
      'cuts a long list between items',
      '- a b c\n- d e f\n- g h i',
      6,
      [
        ['', '- a b c\n- d e f'],
        ['', '- g h i'],
      ],
    ],
    [
      'cuts a sentence that no chunk can hold between words',
      'a b c d e',
      2,
      [
        ['', 'a b'],
        ['', 'c d'],
        ['', 'e'],
      ],
    ],
    [
      'cuts Japanese at its full stops',
      '営業中です。日曜は休みです。',
      1,
      [
        ['', '営業中です。'],
        ['', '日曜は休みです。'],
      ],
    ],
    [
      'reads underlined headings',
      'Shop\n====\n\nBread.\n\nHours\n-----\n\nNine to five.',
      3,
      [
        ['Shop', 'Bread.'],
        ['Shop > Hours', 'Nine to five.'],
      ],
    ],
    ['leaves hash signs in code alone', '```\n# not a heading\n```', 50, [['', '```\n# not a heading\n```']]],
    ['makes nothing of nothing', '# Only\n\n## Headings\n\n', 50, []],
  ])('%s', (_name, markdown, maxTokens, expected) => {
    expect(cut(markdown, maxTokens)).toEqual(expected)
  })

  test('begins what follows with the last sentences before it', () => {
    expect(cut('One two. Three four. Five six. Seven eight.', 4, 2)).toEqual([
      ['', 'One two. Three four.'],
      ['', 'Three four. Five six.'],
      ['', 'Five six. Seven eight.'],
    ])
  })

  test('loses no sentence of a long text and keeps to the size', () => {
    const sentences = Array.from({ length: 200 }, (_, i) => words((i % 13) + 2, `S${i}x`))
    const paragraphs = sentences.map((sentence, i) => (i % 7 === 6 ? `${sentence}\n\n` : `${sentence} `)).join('')
    const chunks = chunk(paragraphs, { maxTokens: 50, overlapTokens: 5, countTokens })
    for (const sentence of sentences) expect(chunks.some(({ text }) => text.includes(sentence))).toBe(true)
    for (const { text } of chunks) expect(countTokens(text)).toBeLessThanOrEqual(50)
    expect(chunks.map(({ index }) => index)).toEqual(chunks.map((_, i) => i))
  })

  test('cuts an endless word', () => {
    const chunks = chunk('x'.repeat(1000), { maxTokens: 100, overlapTokens: 10, countTokens: (text) => text.length })
    expect(chunks.map(({ text }) => text.length)).toEqual(Array(10).fill(100))
  })
})

describe('windows', () => {
  test.each([
    ['reads a short text at once, with where it stands', 'We open at nine.', 'Shop', 10, ['Shop\nWe open at nine.']],
    [
      'reads a long text in several, each with where it stands',
      'One two three. Four five six. Seven eight nine.',
      'Shop',
      7,
      ['Shop\nOne two three. Four five six.', 'Shop\nSeven eight nine.'],
    ],
    ['leaves out a prefix that would crowd out the text', 'One two three.', 'A very long name', 6, ['One two three.']],
  ])('%s', (_name, text, prefix, maxTokens, expected) => {
    expect(windows(text, { prefix, maxTokens, countTokens })).toEqual(expected)
  })

  test('overlaps by whole sentences', () => {
    const text = Array.from({ length: 6 }, (_, i) => words(2, `S${i}x`)).join(' ')
    const read = windows(text, { prefix: '', maxTokens: 10, countTokens })
    expect(read).toHaveLength(2)
    expect(read[1]?.startsWith(words(2, 'S4x'))).toBe(true)
  })
})
