import { expect, test } from 'vitest'
import { chooseQuotes } from './choose-quotes.ts'
import { listQuotes } from '../knowledge/quotes.ts'
import { toMarkdown } from './quotes-to-markdown.ts'

/** The answer from a text whose quotes score as given. */
function choose(text: string, scores: number[], question = 'What is here?', coverage = 0): string {
  const quotes = listQuotes({ text, heading_path: [] }, 0)
  expect(quotes).toHaveLength(scores.length)
  return toMarkdown(
    chooseQuotes(
      quotes.map((quote, index) => ({ quote, score: scores[index] ?? 0, coverage, isKind: true })),
      question,
    ),
  )
}

const FOUR = 'One is here. Two is there. Three is away. Four is gone.'
const LONG = `${'Word '.repeat(40)}end. ${'Other '.repeat(30)}end. ${'Last '.repeat(9)}end.`

test.each([
  ['takes a sure one alone', FOUR, [9, 1, 1, 1], 'One is here.'],
  ['takes two that are equally good, in reading order', FOUR, [4, 0, 5, 0], 'One is here. Three is away.'],
  ['takes three at most', FOUR, [2, 2, 2, 2], 'One is here. Two is there. Three is away.'],
  ['leaves out what is unlikely', FOUR, [5, 3, 0, 0], 'One is here. Two is there.'],
  ['prefers what reads on from the best', FOUR, [1.1, 0, 4, 0.9], 'One is here. Three is away. Four is gone.'],
  ['keeps to sixty words', LONG, [4, 2, 1.9], `${'Word '.repeat(40)}end. ${'Last '.repeat(9)}end.`],
  ['goes beyond sixty words for what is likely', LONG, [4, 3.9, 1], LONG.split(' Last')[0]],
  ['says first what it speaks of', 'Our class is small. It costs £25.', [0, 9], 'Our class is small. It costs £25.'],
  ['quotes a long sentence whole', `${'Word '.repeat(95)}end.`, [1], `${'Word '.repeat(95)}end.`],
  [
    'says the same once',
    'We open at nine on Monday mornings.\n\nWe open at nine on Monday mornings!',
    [2, 2],
    'We open at nine on Monday mornings.',
  ],
  ['leaves out what is part of a chosen one', 'Shampoo: €49\n\nBig Shampoo: €49', [1, 2], 'Big Shampoo: €49'],
  [
    'sets no unlikely row beside a sentence',
    'Bread is sold all day. We bake it at night.\n\n| Item | Price |\n| --- | --- |\n| Cake | €30 |',
    [4, 1.7, 1.7],
    'Bread is sold all day. We bake it at night.',
  ],
  ['sets no bare number beside a sentence', 'It supports three users.\n\n4.50/5', [2, 1.9], 'It supports three users.'],
  ['takes a bare number that fits best', 'It supports three users.\n\n€89', [1, 6], '€89'],
  [
    'leaves out a row that fits less',
    '| Item | Price |\n| --- | --- |\n| Bread | €4 |\n| Cake | €30 |',
    [6, 2],
    '| Item | Price |\n| --- | --- |\n| Bread | €4 |',
  ],
])('%s', (_name, text, scores, expected) => {
  expect(choose(text, scores)).toBe(expected)
})

test('takes nothing from nothing', () => {
  expect(chooseQuotes([], 'Anything?')).toEqual([])
})

const HOURS = 'Monday: closed\n\nTuesday to Friday: 9 to 18\n\nSaturday: 10 to 14\n\nWe are closed in August.'
const LINES = 'Mo–Fr 9–18 Uhr\nSa 10–14 Uhr'

test.each([
  ['the day asked for', HOURS, 'When are you open on Saturday?', [1, 1, 2, 1.8], 'Saturday: 10 to 14'],
  ['a day within a range', HOURS, 'Open on Wednesdays?', [2, 1, 1, 1], 'Tuesday to Friday: 9 to 18'],
  [
    'all days when none is named',
    HOURS,
    'What are your hours?',
    [1, 2, 1, 1.8],
    'Monday: closed\n\nTuesday to Friday: 9 to 18\n\nSaturday: 10 to 14',
  ],
  [
    'all days when the asked one is not listed',
    HOURS,
    'Open on Sunday?',
    [1, 1, 2, 1],
    'Monday: closed\n\nTuesday to Friday: 9 to 18\n\nSaturday: 10 to 14',
  ],
  ['a line among lines', LINES, 'Habt ihr samstags offen?', [2], 'Sa 10–14 Uhr'],
])('quotes of the hours %s', (_name, text, question, scores, expected) => {
  expect(choose(text, scores, question)).toBe(expected)
})

test('the section of the best comes first, each in reading order', () => {
  const text = '## Bread\n\nOne is here. Two is there.\n\n## Cake\n\nThree is away.'
  expect(choose(text, [2, 2, 3])).toBe('Three is away.\n\nOne is here. Two is there.')
})

test('what holds all that is asked stands alone', () => {
  expect(choose(FOUR, [3, 1.9, 1.9, 1.9], 'Where is one?', 1)).toBe('One is here.')
  expect(choose(FOUR, [3, 2.9, 0, 0], 'Where is one?', 1)).toBe('One is here. Two is there.')
})

test.each(['What are your opening hours?', 'Öffnungszeiten', 'When are you open?', 'hours?'])(
  '"%s" is answered by hours',
  (question) => {
    const text = 'Our opening in May was a feast.\n\nMonday: closed\n\nTuesday to Friday: 9 to 18'
    expect(choose(text, [9, 1, 1], question)).toBe('Monday: closed\n\nTuesday to Friday: 9 to 18')
  },
)

test.each([
  ['nearly', [3, 2, 1, 1], 'Monday: closed'],
  ['not nearly', [9, 2, 1, 1], 'Models come every first Monday.'],
])('of a day the hours come first where they fit %s as well', (_name, scores, expected) => {
  const text = 'Models come every first Monday.\n\nMonday: closed\n\nTuesday to Friday: 9 to 18\n\nSaturday: 10 to 14'
  expect(choose(text, scores, 'Open on Mondays?')).toBe(expected)
})
