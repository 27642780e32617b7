import { expect, test } from 'vitest'
import { joinLooseLines } from './loose-lines.ts'

test.each<[string, string[], string[] | undefined]>([
  [
    'a day with its hours',
    ['Monday', 'closed', 'Tuesday', '9 – 12', '14 – 18'],
    ['Monday: closed', 'Tuesday: 9 – 12, 14 – 18'],
  ],
  [
    'a thing with all that is said of it',
    ['Shampoo, 1 litre', 'with a pump', '€49.00', 'Balm', '€14.50'],
    ['Shampoo, 1 litre / with a pump: €49.00', 'with a pump: €49.00', 'Balm: €14.50'],
  ],
  ['nothing to a line after the last value', ['Balm', '€14.50', 'sold out'], ['Balm: €14.50', 'sold out']],
  ['no value without a name', ['€35', 'Quick check', '€45'], ['Quick check: €45']],
  ['nothing where no value follows a name', ['Our team', 'Our garden'], undefined],
  ['nothing to an address', ['Mill Bakery', '12 Long Orchard Lane, Millbrook'], undefined],
])('joins %s', (_name, lines, expected) => {
  expect(joinLooseLines(lines, ' / ')).toEqual(expected)
})
