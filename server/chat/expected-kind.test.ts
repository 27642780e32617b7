import { expect, test } from 'vitest'
import { findExpectedKind } from './expected-kind.ts'

test.each([
  ['What does bread cost?', 'Bread is €4.', 'Bread is fresh.'],
  ['Was kostet das Brot?', 'Das Brot kostet 4 Euro.', 'Das Brot ist frisch.'],
  ['When do you open?', 'We open at 7:00.', 'We open early.'],
  ['How many people work here?', 'A team of fourteen, 14 in all.', 'A big team.'],
  ['Who founded it?', 'It was founded by Maria Huber.', 'it was founded long ago.'],
  ['What is your phone number?', 'Telephone: 01632 960123', 'Bus 4 stops here, open 9:30 to 18:00.'],
  ['phone?', '+43 (0)316 / 12 34 56', 'Please call before ten.'],
  ['Wie ist eure E-Mail-Adresse?', 'Post an shop@example.at', 'Die Adresse: Hauptstraße 1'],
  ['What is your address?', '12 Mill Lane, Millbrook', 'There are six parking spaces.'],
  ['Wie ist die Adresse?', 'Hauptstraße 12, Graz', 'Wir sind am Hauptplatz.'],
  ['¿Cuál es su dirección?', 'Calle Mayor, 12', 'Estamos en el centro.'],
  ['How can I reach you?', 'Write to hello@shop.example', 'Bus 4 stops at Mill Lane.'],
  ['Where is your shop?', 'It is in Graz.', 'it is easy to find.'],
])('"%s" expects "%s" rather than "%s"', (question, fitting, other) => {
  const expected = findExpectedKind(question)
  expect([expected?.isHeldBy(fitting), expected?.isHeldBy(other)]).toEqual([true, false])
})

test('an open question expects nothing in particular', () => {
  expect(findExpectedKind('Tell me about bread')).toBeUndefined()
})

test.each([
  ['email address', true],
  ['Where is your shop?', false],
])('nothing else answers "%s": %s', (question, isExact) => {
  expect(findExpectedKind(question)?.isExact).toBe(isExact)
})
