import { expect, test } from 'vitest'
import { parseConfig } from '#server/config.ts'
import { findPrices, isPriced, toCost } from './prices.ts'

const pricesOf = (environment: Record<string, string>) =>
  findPrices(parseConfig({ OPENAI_API_KEY: 'sk-test', ...environment }))

test('the models that come with a key have a price, and so do their dated names', () => {
  expect(pricesOf({})).toEqual({ chat: { prompt: 0.15, completion: 0.6 }, embedding: 0.02 })
  expect(pricesOf({ CHAT_MODEL: 'gpt-4o-mini-2024-07-18' }).chat).toEqual(pricesOf({}).chat)
  expect(pricesOf({ CHAT_MODEL: 'gpt-4o-2024-05-13' }).chat).toBeUndefined()
})

test('another model has the price it is given, or none', () => {
  const unknown = pricesOf({ CHAT_MODEL: 'llama3', EMBEDDING_MODEL: 'nomic-embed-text' })
  expect(unknown).toEqual({ chat: undefined, embedding: undefined })
  expect(isPriced(unknown)).toBe(false)
  const given = { CHAT_PROMPT_PRICE: '0', CHAT_COMPLETION_PRICE: '1.5', EMBEDDING_PRICE: '0' }
  const told = pricesOf({ CHAT_MODEL: 'llama3', EMBEDDING_MODEL: 'nomic-embed-text', ...given })
  expect(told).toEqual({ chat: { prompt: 0, completion: 1.5 }, embedding: 0 })
  expect(isPriced(told)).toBe(true)
})

test('half a price is refused, and so is what is no price', () => {
  expect(() => pricesOf({ CHAT_PROMPT_PRICE: '1' })).toThrow('belong together')
  expect(() => pricesOf({ EMBEDDING_PRICE: '-1' })).toThrow('EMBEDDING_PRICE must be at least 0.')
})

test('on the local engine everything is free, which is a price too', () => {
  expect(findPrices(parseConfig({}))).toEqual({ chat: { prompt: 0, completion: 0 }, embedding: 0 })
})

test('a cost is whole millionths, never below the truth', () => {
  expect(toCost({ prompt: 0.15, completion: 0.6 }, { prompt: 1001, completion: 10 })).toBe(157)
  expect(toCost({ prompt: 0.15, completion: 0.6 }, { prompt: 1, completion: 0 })).toBe(1)
})
