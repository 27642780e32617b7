import { Check } from 'lucide-react'
import { Link } from 'react-router'
import { classes } from '../ui/classes.ts'
import { STEPS, type Step } from './steps.ts'

const NAMES: Record<Step, string> = {
  name: 'Name',
  knowledge: 'Knowledge',
  train: 'Learn',
  ask: 'Ask',
  code: 'Publish',
}

export const stepPath = (botId: string, step: Step): string =>
  `/dashboard/bots/new?${new URLSearchParams({ bot: botId, step }).toString()}`

export function StepList({
  botId,
  current,
  open,
}: {
  botId: string | undefined
  current: Step
  open: readonly Step[]
}) {
  const position = STEPS.indexOf(current)
  return (
    <nav aria-label="Steps">
      <ol className="row gap-1.5 sm:gap-2">
        {STEPS.map((step, index) => {
          const isDone = index < position
          const face = (
            <>
              <span
                className={classes(
                  'inline-flex size-5 items-center justify-center rounded-full border text-small tabular-nums',
                  step === current && 'border-brass bg-brass-wash font-semibold text-brass',
                  isDone && 'border-accent bg-accent text-on-accent',
                  index > position && 'border-edge text-quiet',
                )}
              >
                {isDone ? <Check className="size-3" aria-hidden="true" /> : index + 1}
              </span>
              <span className={classes('text-small', step === current ? 'font-medium' : 'text-quiet max-sm:sr-only')}>
                {NAMES[step]}
              </span>
            </>
          )
          return (
            <li key={step} className="row gap-1.5 sm:gap-2">
              {index > 0 && <span aria-hidden="true" className="h-px w-3 bg-edge/60 sm:w-6" />}
              {botId !== undefined && step !== current && open.includes(step) ? (
                <Link to={stepPath(botId, step)} className="row gap-1.5 rounded-md">
                  {face}
                </Link>
              ) : (
                <span className="row gap-1.5" aria-current={step === current ? 'step' : undefined}>
                  {face}
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
