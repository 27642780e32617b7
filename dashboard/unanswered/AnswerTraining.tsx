import { useEffect, useRef } from 'react'
import { isInWork, type Source } from '#shared/source.ts'
import type { UnansweredGroup } from '#shared/unanswered.ts'
import { trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { TrainingProgress } from '../knowledge/TrainingProgress.tsx'
import { useSources } from '../knowledge/use-sources.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Card.tsx'
import type { Outcome } from './outcome.ts'
import { useCheck } from './use-check.ts'

type Props = { group: UnansweredGroup; source: Source; onOutcome: (outcome: Outcome) => void }

/** Watches an answer while it is learned, then asks the questions again. */
export function AnswerTraining({ group, source: saved, onOutcome }: Props) {
  const sources = useSources(group.bot_id).data?.sources
  const source = sources?.find(({ id }) => id === saved.id) ?? saved
  const retrain = trpc.sources.retrain.useMutation()
  const check = useCheck(group, onOutcome)
  const place = useRef<HTMLDivElement>(null)
  // The button that had the focus went with the form.
  useEffect(() => place.current?.focus(), [])
  const isLearned = source.status === 'done'
  useEffect(() => {
    if (isLearned && check.isIdle) check.start()
  }, [isLearned, check])

  const problem = check.error ?? retrain.error
  const failure = problem ? toFailure(problem).message : source.status === 'error' ? source.status_detail : null
  if (failure !== null) {
    return (
      <Notice
        tone="bad"
        role="alert"
        action={
          <Button
            small
            busy={retrain.isPending || check.isPending}
            onClick={() => (isLearned ? check.start() : retrain.mutate({ id: source.bot_id, source_id: source.id }))}
          >
            Try again
          </Button>
        }
      >
        {failure}
      </Notice>
    )
  }
  return (
    <div ref={place} role="status" tabIndex={-1} className="outline-none">
      {isInWork(source.status) ? <TrainingProgress source={source} /> : <p className="note">Asking it again…</p>}
    </div>
  )
}
