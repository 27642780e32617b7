import { CircleCheck } from 'lucide-react'
import { Link } from 'react-router'
import type { Bot } from '#shared/bot.ts'
import { isInWork } from '#shared/source.ts'
import { SourceRow } from '../knowledge/SourceRow.tsx'
import { learnedWords } from '../knowledge/training-words.ts'
import { useSources } from '../knowledge/use-sources.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorState, Skeleton } from '../ui/State.tsx'
import { StepButtons } from './StepButtons.tsx'
import { stepPath } from './StepList.tsx'

export function TrainStep({ bot }: { bot: Bot }) {
  const sources = useSources(bot.id)
  const list = sources.data?.sources ?? []
  const isTraining = list.some(({ status }) => isInWork(status))
  const hasFailed = list.some(({ status }) => status === 'error')
  const knowsSomething = list.some(({ trained_at }) => trained_at !== null)

  return (
    <>
      {sources.isPending && <Skeleton className="h-24" />}
      {sources.isLoadingError && <ErrorState error={sources.error} onRetry={() => void sources.refetch()} />}
      <h2 id="sources" className="sr-only">
        Sources
      </h2>
      {list.length > 0 && (
        <ul aria-labelledby="sources" className="divide-y divide-line rounded-card border border-line bg-surface">
          {list.map((source) => (
            <SourceRow key={source.id} source={source} />
          ))}
        </ul>
      )}
      <div role="status" className="empty:-mt-6">
        {sources.data !== undefined && !isTraining && knowsSomething && (
          <p className="row animate-appear items-start gap-2 tabular-nums">
            <CircleCheck className="mt-0.5 size-4 shrink-0 text-good" aria-hidden="true" />
            <span>
              <span className="font-medium">{hasFailed ? 'It knows' : 'Done'}:</span> {learnedWords(list)}
            </span>
          </p>
        )}
        {sources.data !== undefined && !isTraining && !knowsSomething && (
          <p className="text-quiet">
            Nothing was learned yet. Try again above, or give it another page or the text itself.
          </p>
        )}
      </div>
      <StepButtons back={stepPath(bot.id, 'knowledge')}>
        {hasFailed && !isTraining && !knowsSomething && (
          <Button asChild>
            <Link to={`${stepPath(bot.id, 'knowledge')}&kind=text`}>Paste text instead</Link>
          </Button>
        )}
        <Button asChild look={isTraining || knowsSomething ? 'secondary' : 'primary'}>
          <Link to={stepPath(bot.id, 'knowledge')}>Add another source</Link>
        </Button>
        {knowsSomething && !isTraining && (
          <Button asChild look="primary">
            <Link to={stepPath(bot.id, 'ask')}>Ask it something</Link>
          </Button>
        )}
      </StepButtons>
    </>
  )
}
