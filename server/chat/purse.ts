import { isNear } from '#shared/bot.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { estimateTokens } from '../models/estimate-tokens.ts'
import type { AskModel, ChatPrompt, Embedder, TokenUsage } from '../models/models.ts'
import { toCost } from '../models/prices.ts'
import { UpstreamError } from '../models/upstream-error.ts'
import type { AcceptedMessage } from './accept-message.ts'

type Needed = Pick<Deps, 'store' | 'prices' | 'log'>

/**
 * What one message may spend. The most that a call can cost is taken from the bot's budget before it is made; `settle` gives back
 * what it did not cost. Where the server does not tell, what was taken stays taken.
 */
export type Purse = {
  /** The embedder, paid for; throws `monthly_limit` when the budget does not hold it. */
  payFor(embedder: Embedder): Embedder
  /** False when the budget does not hold what this can cost: do without the model. */
  ask: AskModel
  tokens(): TokenUsage
  /** To be called once, when the answer has ended, however it did. */
  settle(): Promise<void>
}

export function openPurse(
  { store, prices, log }: Needed,
  { bot, month }: Pick<AcceptedMessage, 'bot' | 'month'>,
): Purse {
  const budget = bot.budget_micro_usd
  const tokens: TokenUsage = { prompt: 0, completion: 0 }
  let costMicroUsd = 0
  let reservedMicroUsd = 0

  /** With a budget, what nobody knows the price of cannot be paid for. */
  async function take(mostMicroUsd: number | undefined): Promise<boolean> {
    if (budget === null || mostMicroUsd === 0) return true
    if (mostMicroUsd === undefined || !(await store.usage.reserve(bot.id, month, mostMicroUsd))) return false
    reservedMicroUsd += mostMicroUsd
    return true
  }

  const ask: AskModel = async (model, prompt, tell, signal) => {
    const most = prices.chat && toCost(prices.chat, model.bound(prompt))
    if (!(await take(most))) return false
    let told: TokenUsage | undefined
    let text = ''
    let isOwed = true
    function count(piece: string | TokenUsage): void {
      if (typeof piece !== 'string') told = piece
      else {
        text += piece
        tell(piece)
      }
    }
    try {
      await model.complete(prompt, count, signal)
      return true
    } catch (error) {
      isOwed = !wasRefused(error)
      throw error
    } finally {
      if (isOwed) {
        const used = told ?? { prompt: countPrompt(prompt), completion: estimateTokens(text) }
        tokens.prompt += used.prompt
        tokens.completion += used.completion
        costMicroUsd += told && prices.chat ? toCost(prices.chat, told) : (most ?? 0)
      }
    }
  }

  return {
    payFor: (embedder) => ({
      ...embedder,
      async embed(texts, signal) {
        const known = embedder.recall?.(texts[0] ?? '')
        if (texts.length === 1 && known !== undefined) return [known]
        // No token is shorter than a byte.
        const most = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
        const cost = prices.embedding === undefined ? undefined : Math.ceil(most * prices.embedding)
        if (!(await take(cost))) throw new AppError('monthly_limit', 'The budget of this month is used up.')
        try {
          const vectors = await embedder.embed(texts, signal)
          costMicroUsd += cost ?? 0
          return vectors
        } catch (error) {
          if (!wasRefused(error)) costMicroUsd += cost ?? 0
          throw error
        }
      },
    }),

    ask,

    tokens: () => tokens,

    async settle() {
      if (costMicroUsd + reservedMicroUsd + tokens.prompt + tokens.completion === 0) return
      const now = await store.usage.settle(bot.id, month, { ...tokens, costMicroUsd, reservedMicroUsd })
      if (budget === null || !isNear(now, budget)) return
      if (await store.usage.claimWarning(bot.id, month, 'budget')) {
        log.warn(
          { bot_id: bot.id, month, cost_micro_usd: now, budget_micro_usd: budget },
          'A bot is near its monthly budget.',
        )
      }
    },
  }
}

const countPrompt = ({ system, messages }: ChatPrompt): number =>
  messages.reduce((sum, { content }) => sum + estimateTokens(content), estimateTokens(system))

/** Nobody heard the request. After any other break the server may have worked. */
const UNHEARD = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']
/** Said by a gateway, which does not know what the server behind it did. */
const GATEWAY = [502, 504]

/** By the server in so many words, or by our own circuit: nothing was done, so nothing is owed. */
function wasRefused(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return error instanceof AppError && error.code === 'overloaded'
  const { failure } = error
  if (failure.kind === 'unreachable') return UNHEARD.includes(failure.networkCode ?? '')
  return failure.kind === 'status' && !GATEWAY.includes(failure.status)
}
