import { expect, test } from 'vitest'
import { startAtTitle } from './start-at-title.ts'

const prose = 'We bake our bread by hand every night, with flour from the mill next door and nothing else in it.'
const page = `# Rye\n\n${prose} ${prose}\n\n${prose} ${prose} ${prose}`

test.each([
  ['paths', 'Home / Bread'],
  ['lists of other pages', '- Spelt\n- Wheat\n- Oat'],
  ['headings', '## Breads'],
])('leaves out %s above the title', (_name, above) => {
  expect(startAtTitle(`${above}\n\n${page}`)).toBe(page)
})

test.each([
  ['sentences', prose],
  ['a telephone number', 'Call 01632 960123'],
  ['hours', 'Open 7:00 to 18:00'],
  ['a price', 'From 3 €'],
  ['an address for mail', 'rye@bakery.example'],
])('keeps %s above the title', (_name, above) => {
  expect(startAtTitle(`${above}\n\n${page}`)).toBe(`${above}\n\n${page}`)
})

test.each([
  ['whose title stands in its middle', `${Array.from({ length: 40 }, (_, i) => `Loaf ${i}`).join('\n\n')}\n\n${page}`],
  ['without a title', `Home / Bread\n\n${prose}`],
  ['with a comment in its code', `Home\n\n\`\`\`\nnpm start\n\n# Stop it\n\`\`\`\n\n${prose}`],
])('leaves a page %s as it is', (_name, markdown) => {
  expect(startAtTitle(markdown)).toBe(markdown)
})
