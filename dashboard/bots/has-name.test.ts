import { expect, test } from 'vitest'
import { hasName } from './has-name.ts'

test.each([
  ['Corner Bakery', '', true],
  ['Corner Bakery', 'BAKE', true],
  ['Corner Bakery', ' bakery  corner ', true],
  ['Café Zoë', 'cafe zoe', true],
  ['Cafe Zoe', 'Café', true],
  ['Bäckerei İstanbul', 'istanbul', true],
  ['Corner Bakery', 'bikes', false],
  ['Corner Bakery', 'corner bikes', false],
])('%s has %j: %s', (name, wanted, expected) => {
  expect(hasName(name, wanted)).toBe(expected)
})
