import { MICRO_USD, type Bot } from '#shared/bot.ts'

const dollars = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' })
const wholeAmount = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', maximumFractionDigits: 6 })

/** To the cent: what was spent. */
export const toDollars = (microUsd: number): string =>
  microUsd > 0 && microUsd < MICRO_USD / 100 ? 'Under $0.01' : dollars.format(microUsd / MICRO_USD)

/** As it was typed: a budget. */
export const toBudgetDollars = (microUsd: number): string => wholeAmount.format(microUsd / MICRO_USD)

/** Null where nobody knows the model's price. */
export const sayAmount = (microUsd: number | null): string => (microUsd === null ? 'Unknown' : toDollars(microUsd))

export function sayCost({ cost_micro_usd, prompt_tokens, completion_tokens }: Bot): string {
  const tokens = `${(prompt_tokens + completion_tokens).toLocaleString('en')} tokens`
  return `This month: ${cost_micro_usd === null ? 'cost unknown' : toDollars(cost_micro_usd).toLowerCase()}, ${tokens}`
}

/** "December 1": the first of the next month, by UTC as the counts are. */
export const nextMonth = (now: Date): string =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toLocaleDateString('en', {
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  })
