import { expect, test } from 'vitest'
import { findExpectedKind } from './expected-kind.ts'

test.each([
  ['What does bread cost?', 'Bread is €4.', 'Bread is fresh.'],
  ['Was kostet das Brot?', 'Das Brot kostet 4 Euro.', 'Das Brot ist frisch.'],
  ['When do you open?', 'We open at 7:00.', 'We open early.'],
  ['How many people work here?', 'A team of fourteen, 14 in all.', 'A big team.'],
  ['Who founded it?', 'It was founded by Maria Huber.', 'it was founded long ago.'],
  ['Where is your shop?', 'It is in Graz.', 'it is easy to find.'],
])('"%s" expects "%s" rather than "%s"', (question, fitting, other) => {
  const expected = findExpectedKind(question)
  expect([expected?.(fitting), expected?.(other)]).toEqual([true, false])
})

test('an open question expects nothing in particular', () => {
  expect(findExpectedKind('Tell me about bread')).toBeUndefined()
})
