import { Link } from 'react-router'
import type { Bot } from '#shared/bot.ts'
import { isInWork } from '#shared/source.ts'
import { SourceRow } from '../knowledge/SourceRow.tsx'
import { useSources } from '../knowledge/use-sources.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorState, Skeleton } from '../ui/State.tsx'
import { StepButtons } from './StepButtons.tsx'
import { stepPath } from './StepList.tsx'

export function TrainStep({ bot }: { bot: Bot }) {
  const sources = useSources(bot.id)
  const list = sources.data?.sources ?? []
  const isTraining = list.some(({ status }) => isInWork(status))
  const knowsSomething = list.some(({ trained_at }) => trained_at !== null)

  return (
    <>
      {sources.isPending && <Skeleton className="h-24" />}
      {sources.isError && <ErrorState error={sources.error} onRetry={() => void sources.refetch()} />}
      {list.length > 0 && (
        <ul aria-label="Sources" className="divide-y divide-line rounded-card border border-line bg-surface">
          {list.map((source) => (
            <SourceRow key={source.id} source={source} />
          ))}
        </ul>
      )}
      <p role="status" className="sr-only">
        {sources.isSuccess && !isTraining && (knowsSomething ? 'Training is done.' : 'Training failed.')}
      </p>
      <StepButtons back={stepPath(bot.id, 'knowledge')}>
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
