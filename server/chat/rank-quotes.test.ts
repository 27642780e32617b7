import { expect, test } from 'vitest'
import { listQuotes } from '../knowledge/quotes.ts'
import { measureCoverage, toScore } from './rank-quotes.ts'

const quotes = (text: string) => listQuotes({ text, heading_path: [] }, 0)
const NONE = { cosine: 0, coverage: 0, isKind: false, relevance: 0 }

test.each([
  ['the word itself', 'bread', 'We bake bread daily. We sell milk daily.'],
  ['an inflection', 'deliveries', 'We deliver at noon. We open at nine.'],
  ['a misspelt word', 'vaccinashion', 'The vaccination is free. The castration is dear.'],
  ['another word for it', 'cost', 'The price is four. The colour is red.'],
  ['a number within a range', '10', 'Ages 9 to 14: £20. Ages 3 to 8: £15.'],
  ['a day within a range', 'thursday', '- Tue–Fri: 9 to 17\n- Sat: 10 to 14'],
  ['what "it" is', 'hall', 'Book the hall soon. It seats ninety. We sell milk.'],
  ['a heading above it', 'refunds', '## Refunds\n\nWithin a month of it.\n\n## Hours\n\nWithin a day of it.'],
])('%s counts as held', (_name, term, text) => {
  const coverages = measureCoverage(quotes(text), [term])
  for (const coverage of coverages.slice(0, -1)) expect(coverage).toBeGreaterThan(0.5)
  expect(coverages.at(-1)).toBe(0)
})

test('what few quotes hold weighs more', () => {
  const text = 'Our bread is good. Our bread is fresh. Our cake is good. Our bread is brown.'
  const coverages = measureCoverage(quotes(text), ['bread', 'cake'])
  expect(coverages[2]).toBeGreaterThan(coverages[0] ?? 1)
})

test('a question without terms is covered by nothing', () => {
  expect(measureCoverage(quotes('We bake. We sell.'), [])).toEqual([0, 0])
})

test.each(['cosine', 'coverage', 'relevance'] as const)('more %s is better, in any language', (name) => {
  for (const language of ['en', 'de', undefined]) {
    expect(toScore({ ...NONE, [name]: 0.8 }, language)).toBeGreaterThan(toScore({ ...NONE, [name]: 0.2 }, language))
  }
})

test('the kind of thing asked for is better', () => {
  expect(toScore({ ...NONE, isKind: true }, 'en')).toBeGreaterThan(toScore(NONE, 'en'))
})

test('the cosine means less where the embedder cannot read', () => {
  expect(toScore({ ...NONE, cosine: 1 }, 'de')).toBeLessThan(toScore({ ...NONE, cosine: 1 }, 'en'))
})
