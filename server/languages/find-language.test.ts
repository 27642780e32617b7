import { expect, test } from 'vitest'
import { en } from './en.ts'
import { findLanguage, LANGUAGE_CODES } from './find-language.ts'

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['de', 'de'],
  ['DE-ch', 'de'],
  ['pt_BR', 'pt'],
  ['iw', 'he'],
  ['zh-Hant-TW', 'zh'],
  ['xx-Nowhere, fr', 'fr'],
  ['tlh, vo;q=0.9, nl;q=0.5, it;q=0.7', 'it'],
  ['fr;q=0, pl;q=0.1', 'pl'],
  ['es;q=high, ja', 'ja'],
  ['*', 'en'],
  ['__proto__', 'en'],
  ['constructor', 'en'],
  [`${'a'.repeat(100_000)},de`, 'en'],
  [`${'xx,'.repeat(100_000)}de`, 'en'],
])('findLanguage(%j) is %s', (requested, expected) => {
  expect(findLanguage(requested).language).toBe(expected)
})

test.each(LANGUAGE_CODES)('%s has every sentence, with the same placeholders as English', (code) => {
  const { language, strings } = findLanguage(code)
  expect(language).toBe(code)
  const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
  for (const [key, text] of Object.entries(en)) {
    const translated = Object.entries(strings).find(([name]) => name === key)?.[1] ?? ''
    expect(translated.trim(), key).not.toBe('')
    expect(placeholders(translated), key).toEqual(placeholders(text))
  }
})

test('no two languages share a sentence, so none was left in English', () => {
  const sentences = LANGUAGE_CODES.map((code) => findLanguage(code).strings.server_error)
  expect(new Set(sentences).size).toBe(LANGUAGE_CODES.length)
})

test('Arabic and Hebrew read from right to left, the others do not', () => {
  expect(LANGUAGE_CODES.filter((code) => findLanguage(code).direction === 'rtl')).toEqual(['ar', 'he'])
})
