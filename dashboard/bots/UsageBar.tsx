import type { Bot } from '#shared/bot.ts'
import { Progress } from '../ui/Progress.tsx'

/** Amber from 80 %, so that there is time to raise the limit. */
const NEAR_PERCENT = 80

export function UsageBar({ bot }: { bot: Pick<Bot, 'message_count' | 'message_limit'> }) {
  const percent = bot.message_limit === 0 ? 100 : Math.floor((bot.message_count / bot.message_limit) * 100)
  const tone = percent >= 100 ? 'bad' : percent >= NEAR_PERCENT ? 'warn' : 'accent'
  const words = `${bot.message_count} / ${bot.message_limit} messages`
  return (
    <div className="stack gap-1.5">
      <div className="row justify-between gap-2 text-small tabular-nums">
        <span>{words}</span>
        <span className={{ accent: 'text-quiet', warn: 'font-medium text-warn', bad: 'font-medium text-bad' }[tone]}>
          {percent >= 100 ? 'Limit reached' : `${percent} %`}
        </span>
      </div>
      <Progress label="Messages this month" percent={percent} words={words} tone={tone} />
    </div>
  )
}
