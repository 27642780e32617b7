import { expect, test } from 'vitest'
import { findAskedDays, readDays } from './asked-days.ts'

test.each([
  ['When are you open on Saturday?', [5]],
  ['are you open sundays', [6]],
  ['Habt ihr am Samstag und Sonntag offen?', [5, 6]],
  ['¿Abren los domingos?', [6]],
  ['open at the weekend?', [5, 6]],
  ['What are your hours?', []],
  ['Do you sit by the sea, so to speak?', []],
])('findAskedDays of %j', (question, expected) => {
  expect([...findAskedDays(question)]).toEqual(expected)
})

test.each([
  ['Monday: closed', [0]],
  ['Tuesday to Friday: 9:30 to 18:00', [1, 2, 3, 4]],
  ['Tue – Thurs 9–17', [1, 2, 3]],
  ['- **Mo.–Fr.** 8–18 Uhr', [0, 1, 2, 3, 4]],
  ['| Samstag | 10–14 Uhr |', [5]],
  ['| Montag | Ruhetag |', [0]],
  ['Lunes cerrado', [0]],
  ['Sat–Mon: 10 to 4', [5, 6, 0]],
  ['Lunes a viernes: 9:00–14:00', [0, 1, 2, 3, 4]],
  ['Monday, Wednesday: 9 to 5', [0, 2]],
  ['Open daily, 9:00 to 17:00', [0, 1, 2, 3, 4, 5, 6]],
  ['We do not open on Mondays before 10.', []],
  ['So we bake at 4.', []],
  ['Monday is our favourite', []],
])('readDays of %j', (row, expected) => {
  expect([...readDays(row)]).toEqual(expected)
})
