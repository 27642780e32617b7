import { expect, test } from 'vitest'
import { dropRepeats } from './drop-repeats.ts'

const post = 'Our starter is ten years old and lives on rye flour from the mill next door, fed every evening at six.'

test.each([
  ['a block that comes again', 'Rye.\n\nBuy\n\nSpelt.\n\nBUY', 'Rye.\n\nBuy\n\nSpelt.'],
  [
    'a price with the loaf that comes again',
    'Rye.\n\n4 €\n\nSpelt.\n\n4.50 €\n\nRye.\n\n4 €',
    'Rye.\n\n4 €\n\nSpelt.\n\n4.50 €',
  ],
  ['a quote of what stands above', `${post}\n\n> ${post}\n> Click to expand\n\nLovely.`, `${post}\n\nLovely.`],
])('drops %s', (_name, markdown, expected) => {
  expect(dropRepeats(markdown)).toBe(expected)
})

test.each([
  ['a quote of something else', `${post}\n\n> ${post.replace('ten', 'two')}`],
  ['lines of code that are alike', '```\nmix()\n\nbake()\n\nmix()\n\nbake()\n```'],
  ['two prices that are alike', 'Rye\n\n€4\n\nSpelt\n\n€4'],
  ['hours that are alike', 'Monday\n\n9:00 – 17:00\n\nTuesday\n\n9:00 – 17:00'],
  ['a short quote', `Rye or spelt?\n\n> Rye`],
  ['tables that are alike', '| a |\n\nRye.\n\n| a |'],
])('keeps %s', (_name, markdown) => {
  expect(dropRepeats(markdown)).toBe(markdown)
})
