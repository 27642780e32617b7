import { isNear, type Bot } from '#shared/bot.ts'
import { classes } from '../ui/classes.ts'
import { Progress } from '../ui/Progress.tsx'
import { toBudgetDollars, toDollars } from './money.ts'

/** Amber from 80 %, so that there is time to raise the limit. */
export function UsageBar({ bot }: { bot: Bot }) {
  const { message_count, message_limit, budget_state } = bot
  const percent = toPercent(message_count, message_limit)
  const budget = toPercent(bot.cost_micro_usd ?? 0, bot.budget_micro_usd ?? 0)
  return (
    <div className="stack gap-3">
      <Meter
        label="Messages this month"
        percent={percent}
        tone={toTone(message_count, message_limit)}
        words={`${message_count} / ${message_limit} messages`}
        state={percent >= 100 ? 'Limit reached' : `${percent} %`}
      />
      {bot.budget_micro_usd !== null && (
        <Meter
          label="Cost this month"
          percent={budget_state === 'open' ? budget : 100}
          tone={budget_state === 'open' ? toTone(bot.cost_micro_usd ?? 0, bot.budget_micro_usd) : 'bad'}
          words={`${bot.cost_micro_usd === null ? 'Cost unknown' : toDollars(bot.cost_micro_usd)} / ${toBudgetDollars(bot.budget_micro_usd)} budget`}
          state={{ open: `${budget} %`, used_up: 'Budget used up', no_price: 'Price unknown', none: '' }[budget_state]}
        />
      )}
    </div>
  )
}

type Tone = 'accent' | 'warn' | 'bad'
const LOOKS = { accent: 'text-quiet', warn: 'font-medium text-warn', bad: 'font-medium text-bad' }

type MeterProps = { label: string; percent: number; tone: Tone; words: string; state: string }

function Meter({ state, ...bar }: MeterProps) {
  return (
    <div className="stack gap-1.5">
      <div className="row justify-between gap-2 text-small tabular-nums">
        <span>{bar.words}</span>
        <span className={classes('whitespace-nowrap', LOOKS[bar.tone])}>
          {bar.tone === 'warn' ? `${state}, nearly used up` : state}
        </span>
      </div>
      <Progress {...bar} />
    </div>
  )
}

const toPercent = (taken: number, of: number): number => (of === 0 ? 100 : Math.floor((taken / of) * 100))
const toTone = (taken: number, of: number): Tone => (taken >= of ? 'bad' : isNear(taken, of) ? 'warn' : 'accent')
