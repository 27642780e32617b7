import { describe, expect, test } from 'vitest'
import { listQuotes, toMarkdown } from './quote.ts'

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
  ['items of a list without one', '- We accept cash.\n- We speak French.', ['- We accept cash.', '- We speak French.']],
  [
    'the beginning of an answer as one',
    'Do you deliver?\n\nYes. Within the city. By bike. Never by car.',
    ['Yes. Within the city. By bike.', 'Never by car.'],
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
