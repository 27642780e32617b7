import { expect, test } from 'vitest'
import { toSources, toUsedChunks } from './sources.ts'

const chunk = (id: number, source_id: string, text: string) => ({
  id,
  source_id,
  source_type: 'url' as const,
  url: `https://shop.example/${source_id}`,
  title: source_id,
  index: 0,
  heading_path: [],
  text,
  relevance: 0.8,
  cosines: new Map(),
})

test('a source is named once, at what was taken from it', () => {
  const chunks = [
    chunk(
      1,
      'a',
      '## Prices\n\n| Item | Price |\n| --- | --- |\n| **Bread** | [€4](https://x.example) |\n| Cake | €30 |',
    ),
    chunk(2, 'a', 'More.'),
    chunk(3, 'b', 'word '.repeat(100)),
    chunk(4, 'c', 'Unused.'),
  ]
  const sources = toSources(chunks, new Set([1, 2, 3]), 'Bread is €4.')
  expect(sources.map(({ title }) => title)).toEqual(['a', 'b'])
  expect(sources[0]).toMatchObject({ excerpt: 'Bread · €4', url: 'https://shop.example/a#:~:text=Bread,%E2%82%AC4' })
  expect(sources[1]?.excerpt).toMatch(/^(word )+…$/)
  expect(sources[1]?.excerpt.length).toBeLessThan(210)
  expect(sources[1]?.url).toBe('https://shop.example/b')
  expect(toUsedChunks(chunks, new Set([1])).map(({ used }) => used)).toEqual([true, false, false, false])
})

test('what two pages say alike is shown once', () => {
  const chunks = [
    chunk(1, 'a', 'We open at nine.'),
    chunk(2, 'b', 'We open at nine.'),
    chunk(3, 'c', 'We open at ten.'),
  ]
  const sources = toSources(chunks, new Set([1, 2, 3]), 'We open at nine.')
  expect(sources.map(({ title }) => title)).toEqual(['a', 'c'])
})
