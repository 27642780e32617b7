import { expect, test } from 'vitest'
import { DEFAULT_FALLBACK_MESSAGE } from '#shared/bot.ts'
import { chooseFallback, isFallback, mayBecomeFallback } from './fallback.ts'

const FALLBACK = "I don't have that information. Please contact us."

test.each([
  [FALLBACK, true],
  ['“I don’t have that information. Please contact us.”', true],
  ["I'm sorry, I don't have that information. Please contact us.", true],
  ['I do not have that information. Please contact us.', true],
  ["We open at nine. I don't know about Sundays.", false],
  [`We open at nine on weekdays and at ten on Saturdays, all year round. As for Sundays: ${FALLBACK}`, false],
  ['', false],
])('isFallback of %j', (answer, expected) => {
  expect(isFallback(answer, FALLBACK)).toBe(expected)
})

test.each([
  ['', true],
  ['I', true],
  ["I'm sor", true],
  ["I'm sorry, I don't", true],
  ['"I don', true],
  ["I don't have that info", true],
  ['I do not have', true],
  ['In the', false],
  ['We', false],
  ["I'm sorry, we close", false],
  [`${FALLBACK} But on Sundays the bakery in the main street is open from nine`, false],
])('mayBecomeFallback of %j', (start, expected) => {
  expect(mayBecomeFallback(start, FALLBACK)).toBe(expected)
})

test.each([
  ['Verkauft ihr auch Skateboards für Kinder?', /^Dazu habe ich/],
  ['¿Cuál es el nombre de su perro?', /^No tengo/],
  ['スケートボードはありますか', /^その件/],
  ['你们卖滑板吗', /^我没有/],
  ['Do you sell skateboards?', /^I don't have/],
  ['Skateboards?', /^I don't have/],
])('says it in the language of "%s"', (question, expected) => {
  expect(chooseFallback(DEFAULT_FALLBACK_MESSAGE, question)).toMatch(expected)
  expect(chooseFallback(FALLBACK, question)).toBe(FALLBACK)
})
