import { isNear, type Bot } from '#shared/bot.ts'
import { Notice } from '../ui/Card.tsx'
import { nextMonth, toBudgetDollars, toDollars } from './money.ts'

/** What the month's limit and budget mean for visitors now, while there is something to say. */
export function MoneyNotice({ bot }: { bot: Bot }) {
  const remarks = [sayLimit(bot), sayBudget(bot)].filter((remark) => remark !== undefined)
  if (remarks.length === 0) return null
  return (
    <Notice tone="warn" role="status">
      <div className="stack gap-1">
        {remarks.map((remark) => (
          <p key={remark}>{remark}</p>
        ))}
      </div>
    </Notice>
  )
}

function sayLimit({ message_count, message_limit }: Bot): string | undefined {
  const until = nextMonth(new Date())
  if (message_count >= message_limit) {
    return `Message limit reached: visitors get no answers until ${until}. Raise the limit under Settings to go on now.`
  }
  if (!isNear(message_count, message_limit)) return undefined
  return `${message_count} of ${message_limit} messages are used. Once all are, visitors get no answers until ${until}.`
}

function sayBudget({ budget_state, cost_micro_usd, budget_micro_usd }: Bot): string | undefined {
  const until = nextMonth(new Date())
  const [spent, budget] = [cost_micro_usd ?? 0, budget_micro_usd ?? 0]
  switch (budget_state) {
    case 'none':
      return undefined
    case 'used_up': {
      const rest = spent < budget ? ' (what is left is less than an answer can cost)' : ''
      return `Budget used up${rest}: this bot answers with quotes from your knowledge until ${until}. Raise the budget under Settings to go on now.`
    }
    case 'no_price':
      return 'The price of the model is not known, so the budget cannot be kept and this bot answers with quotes from your knowledge. Set CHAT_PROMPT_PRICE, CHAT_COMPLETION_PRICE and EMBEDDING_PRICE on the server, or empty the budget under Settings.'
    case 'open':
      if (!isNear(spent, budget)) return undefined
      return `${toDollars(spent)} of the budget of ${toBudgetDollars(budget)} is spent. Once all is, this bot answers with quotes from your knowledge until ${until}.`
  }
}
