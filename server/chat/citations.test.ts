import { expect, test } from 'vitest'
import { createCitationFilter } from './citations.ts'

function read(pieces: string[]) {
  const filter = createCitationFilter()
  const shown = pieces.map((piece) => filter.push(piece))
  return { shown: [...shown, filter.end()].join(''), cited: [...filter.cited] }
}

test.each([
  ['one', 'We open at nine [1].', 'We open at nine.', [1]],
  ['several', 'By bike [1, 3] or car [2].', 'By bike or car.', [1, 3, 2]],
  ['side by side', 'By bike [1][2].', 'By bike.', [1, 2]],
  ['unknown ones', 'By bike [42].', 'By bike.', [42]],
  ['at the end', 'By bike [1]', 'By bike', [1]],
  ['none in a link', 'See [1](https://shop.example).', 'See [1](https://shop.example).', []],
  ['none in words', 'Sizes [S, M] and a[i].', 'Sizes [S, M] and a[i].', []],
  ['none that never closes', 'Ends with [1', 'Ends with [1', []],
])('takes out markers: %s', (_name, answer, shown, cited) => {
  expect(read([answer])).toEqual({ shown, cited })
  expect(read(Array.from(answer))).toEqual({ shown, cited })
})

test('shows what cannot be a marker at once', () => {
  const filter = createCitationFilter()
  expect([filter.push('We open'), filter.push(' at nine [')]).toEqual(['We open', ' at nine'])
})
