import type { Config } from '#server/config.ts'
import type { TokenUsage } from './models.ts'

/** Dollars for a million tokens, which is millionths of a dollar for one. */
export type ChatPrice = { prompt: number; completion: number }
/** Undefined where nobody told what a model costs. */
export type Prices = { chat: ChatPrice | undefined; embedding: number | undefined }

// As two public lists had them in November 2026. The environment says otherwise, and what other models cost.
const CHAT_PRICES: Record<string, [prompt: number, completion: number]> = {
  'gpt-4o-mini': [0.15, 0.6],
  'gpt-4o': [2.5, 10],
  'gpt-4.1': [2, 8],
  'gpt-4.1-mini': [0.4, 1.6],
  'gpt-4.1-nano': [0.1, 0.4],
  'gpt-5': [1.25, 10],
  'gpt-5-mini': [0.25, 2],
  'gpt-5.4': [2.5, 15],
  'gpt-5.4-mini': [0.75, 4.5],
}
const EMBEDDING_PRICES: Record<string, number> = {
  'text-embedding-3-small': 0.02,
  'text-embedding-3-large': 0.13,
  'text-embedding-ada-002': 0.1,
}
/** Of the local engine. */
const FREE: Prices = { chat: { prompt: 0, completion: 0 }, embedding: 0 }
/** The one snapshot that costs other than its name. */
const DEARER_SNAPSHOT = 'gpt-4o-2024-05-13'

export function findPrices({ openai, prices }: Pick<Config, 'openai' | 'prices'>): Prices {
  if (openai === undefined) return FREE
  const { chatModel, embeddingModel } = openai
  const known = chatModel === DEARER_SNAPSHOT ? undefined : CHAT_PRICES[withoutDate(chatModel)]
  return {
    chat: prices.chat ?? (known && { prompt: known[0], completion: known[1] }),
    embedding: prices.embedding ?? EMBEDDING_PRICES[embeddingModel],
  }
}

const withoutDate = (model: string): string => model.replace(/-\d{4}-\d{2}-\d{2}$/, '')

/** In whole millionths of a dollar, never below the truth. */
export const toCost = (price: ChatPrice, tokens: TokenUsage): number =>
  Math.ceil(tokens.prompt * price.prompt + tokens.completion * price.completion)

export const isPriced = ({ chat, embedding }: Prices): boolean => chat !== undefined && embedding !== undefined
