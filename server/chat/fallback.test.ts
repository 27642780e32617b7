import { expect, test } from 'vitest'
import { isFallback } from './fallback.ts'

const FALLBACK = "I don't have that information. Please contact us."

test.each([
  [FALLBACK, true],
  ['“I don’t have that information. Please contact us.”', true],
  ["I'm sorry, I don't have that information. Please contact us.", true],
  ["We open at nine. I don't know about Sundays.", false],
  [`We open at nine on weekdays and at ten on Saturdays, all year round. As for Sundays: ${FALLBACK}`, false],
  ['', false],
])('isFallback of %j', (answer, expected) => {
  expect(isFallback(answer, FALLBACK)).toBe(expected)
})
