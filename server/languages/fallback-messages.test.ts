import { expect, test } from 'vitest'
import { FALLBACK_MESSAGES } from './fallback-messages.ts'
import { LANGUAGE_CODES } from './find-language.ts'

test('no two languages share a message, so none was left in English', () => {
  expect(new Set(FALLBACK_MESSAGES.values()).size).toBe(LANGUAGE_CODES.length)
})
