import { describe, expect, test } from 'vitest'
import { toMarkdown } from '#server/chat/quotes-to-markdown.ts'
import { listQuotes } from './quotes.ts'

const list = (text: string, heading_path: string[] = []) => listQuotes({ text, heading_path }, 0)
const texts = (text: string, heading_path?: string[]) => list(text, heading_path).map((quote) => quote.text)

test.each<[string, string, string[]]>([
  [
    'sentences whole',
    'We bake at night. Ask Dr. Brown e.g. on Monday.',
    ['We bake at night.', 'Ask Dr. Brown e.g. on Monday.'],
  ],
  ['no heading', '## Our services\n\nWe repair bikes.', ['We repair bikes.']],
  ['no question', 'Need help? Call us at noon.', ['Call us at noon.']],
  ['no loose words', 'Our services\n\nWe repair bikes.', ['We repair bikes.']],
  ['a line that says a number', 'Phone 0316 123456', ['Phone 0316 123456']],
  [
    'no boilerplate',
    'We bake.\n\n© 2026 Bakery. All rights reserved.\n\nRead more about our shop here today.',
    ['We bake.', 'All rights reserved.'].slice(0, 1),
  ],
  ['a day with its word', 'Sunday: closed', ['Sunday: closed']],
  ['opening hours in lines', 'Monday 9–17\nSunday closed', ['Monday 9–17  \nSunday closed']],
  ['a short list with its lead', 'We accept:\n\n- cash\n- Visa', ['We accept:\n\n- cash\n- Visa']],
  [
    'a lead of two sentences',
    'We are modern. We accept:\n\n- cash\n- Visa',
    ['We are modern. We accept:\n\n- cash\n- Visa'],
  ],
  ['items of a list without one', '- We accept cash.\n- We speak French.', ['- We accept cash.', '- We speak French.']],
  [
    'the beginning of an answer as one',
    'Do you deliver?\n\nYes. Within the city. By bike. Never by car.',
    ['Yes. Within the city. By bike.', 'Never by car.'],
  ],
  ['a name and its value as one', '## Prices\n\nDry cut\n\n€25\n\nBeard\n\n€16', ['Dry cut: €25', 'Beard: €16']],
  ['pairs one by one', 'Violin: €24 a month\n\nHarp: €45 a month', ['Violin: €24 a month', 'Harp: €45 a month']],
  [
    'code with what introduces it',
    'Two ways lead there. Reload it without a stop:\n\n```\nserver {\n  reload\n}\n```',
    ['Two ways lead there. Reload it without a stop:\n\n```\nserver {\n  reload\n}\n```'],
  ],
  [
    'code with the sentence before it',
    'It is quick. This reloads it.\n\n```\nreload now\n```',
    ['It is quick.', 'This reloads it.', 'This reloads it.\n\n```\nreload now\n```'],
  ],
  [
    'of a long listing each entry',
    `\`\`\`
Matching
    -d, --deep
        Goes deeper, as far as the pond reaches, ${'and further, '.repeat(20)}down.
    -k Closes the pond. ${'It stays closed. '.repeat(8).trim()}
\`\`\``,
    [
      `\`\`\`\n    -d, --deep\n        Goes deeper, as far as the pond reaches, ${'and further, '.repeat(20)}down.\n\`\`\``,
      `\`\`\`\n    -k Closes the pond. ${'It stays closed. '.repeat(8).trim()}\n\`\`\``,
    ],
  ],
  [
    'sentences of other scripts',
    '九時から開いています。日曜は休みです。',
    ['九時から開いています。', '日曜は休みです。'],
  ],
])('quotes %s', (_name, text, expected) => {
  expect(texts(text)).toEqual(expected)
})

test('answers the question of the heading as one', () => {
  expect(texts('Yes. Within the city.', ['FAQ', 'Do you deliver?'])).toEqual(['Yes. Within the city.'])
})

const TABLE = '| Product | Price |\n| --- | --- |\n| Bread | €4 |\n| Cake | €30 |'

describe('a table', () => {
  test('gives its rows, searched with the header', () => {
    const rows = list(TABLE)
    expect(rows.map(({ text }) => text)).toEqual(['| Bread | €4 |', '| Cake | €30 |'])
    expect(rows[0]?.context).toContain('| Product | Price |')
  })

  test('shows a row under its header', () => {
    const [bread] = list(TABLE)
    expect(bread && toMarkdown([bread])).toBe('| Product | Price |\n| --- | --- |\n| Bread | €4 |')
  })

  test('shows the header once', () => {
    expect(toMarkdown(list(TABLE))).toBe(TABLE)
  })
})

describe('what says too little alone', () => {
  const [SHORT, LONG] = ['## Cuts\n\nDry cut: €25', 'We cut hair in the old mill.']

  test('stands under its heading', () => {
    expect(toMarkdown(list(SHORT))).toBe('**Cuts**\n\nDry cut: €25')
  })

  test('is a row, an item or a bare yes as well', () => {
    expect(toMarkdown(list(`## Bakery\n\n${TABLE}`))).toBe(`**Bakery**\n\n${TABLE}`)
    expect(toMarkdown(list('## Extras\n\n- Helmet\n- Child seat 4'))).toBe('**Extras**\n\n- Helmet\n- Child seat 4')
    expect(toMarkdown(list('Yes. Within the city.', ['Do you deliver?']), 'do you deliver')).toBe(
      'Yes. Within the city.',
    )
    expect(toMarkdown(list('Yes. Within the city.', ['Do you deliver?']))).toBe(
      '**Do you deliver?**\n\nYes. Within the city.',
    )
  })

  test('does not lend its heading to what follows', () => {
    expect(toMarkdown(list(`${SHORT}\n\n## History\n\n${LONG}`))).toBe(
      `**Cuts**\n\nDry cut: €25\n\n**History**\n\n${LONG}`,
    )
  })

  test('shows one heading once', () => {
    expect(toMarkdown(list(`${SHORT}\n\nBeard: €16`))).toBe('**Cuts**\n\nDry cut: €25\n\nBeard: €16')
  })

  test('is no sentence', () => {
    expect(toMarkdown(list(`## History\n\n${LONG}`))).toBe(LONG)
  })
})

test('a heading within an item is shown as strong', () => {
  expect(toMarkdown(list('- ### Assam, 100 g\n  Malty, £8.90'))).toBe('- **Assam, 100 g**\n  Malty, £8.90')
})
