import { Progress as Radix } from 'radix-ui'
import { classes } from './classes.ts'

const tones = { accent: 'bg-accent', warn: 'bg-warn', bad: 'bg-bad' }

type Props = { label: string; /** 0 to 100. */ percent: number; words: string; tone?: keyof typeof tones }

export function Progress({ label, percent, words, tone = 'accent' }: Props) {
  const value = Math.max(0, Math.min(100, Math.round(percent)))
  return (
    <Radix.Root
      value={value}
      aria-label={label}
      getValueLabel={() => words}
      className="h-1.5 w-full overflow-hidden rounded-full bg-sunk inset-ring inset-ring-line"
    >
      <Radix.Indicator
        className={classes('h-full rounded-full transition-[width] duration-200 ease-out', tones[tone])}
        style={{ width: `${value}%` }}
      />
    </Radix.Root>
  )
}
