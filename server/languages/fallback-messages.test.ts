import { expect, test } from 'vitest'
import { FALLBACK_MESSAGES } from './fallback-messages.ts'
import { findLanguage } from './find-language.ts'

test('every language of the widget has its own', () => {
  for (const language of FALLBACK_MESSAGES.keys()) expect(findLanguage(language).language).toBe(language)
  expect(new Set(FALLBACK_MESSAGES.values()).size).toBe(13)
})
