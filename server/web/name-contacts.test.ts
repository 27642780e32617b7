import { expect, test } from 'vitest'
import { chooseFactWords } from './fact-labels.ts'
import { nameContacts } from './name-contacts.ts'

test.each([
  ['01632 960733', 'Telephone: 01632 960733'],
  ['- +44 (0)1632 960733', '- Telephone: +44 (0)1632 960733'],
  ['555-010-9999', 'Telephone: 555-010-9999'],
  ['hello@bakery.example', 'E-mail: hello@bakery.example'],
  ['Call 01632 960733', 'Call 01632 960733'],
  ['01.02.2026', '01.02.2026'],
  ['08.00 - 17.00', '08.00 - 17.00'],
  ['2026', '2026'],
  ['01.02.2026 - 05.02.2026', '01.02.2026 - 05.02.2026'],
  ['- 0123456789', '- 0123456789'],
  ['```\n01632 960733\n```', '```\n01632 960733\n```'],
])('%s', (line, expected) => {
  expect(nameContacts(`Visit us\n\n${line}\n\nBy train`, chooseFactWords('en'))).toBe(
    `Visit us\n\n${expected}\n\nBy train`,
  )
})

test('in the language of the page', () => {
  expect(nameContacts('030 1234567', chooseFactWords('de-AT'))).toBe('Telefon: 030 1234567')
})
