import { CircleCheck } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Card.tsx'
import type { Outcome } from './outcome.ts'
import { useChangeGroups } from './use-groups.ts'

type Props = { outcome: Outcome; onOutcome: (outcome: Outcome) => void }

/** Stands where its group stood, and takes the focus that left with it. */
export function OutcomeNotice({ outcome, onOutcome }: Props) {
  const notice = useRef<HTMLDivElement>(null)
  useEffect(() => {
    notice.current?.focus({ preventScroll: true })
    notice.current?.scrollIntoView({ block: 'nearest' })
  }, [outcome])
  return (
    <Notice
      ref={notice}
      role="status"
      tabIndex={-1}
      tone={outcome.kind === 'failed' ? 'bad' : outcome.kind === 'still_refused' ? 'warn' : 'plain'}
      action={<NextStep outcome={outcome} onOutcome={onOutcome} />}
    >
      <span className="row gap-2">
        {outcome.kind === 'answered' && <CircleCheck className="size-4 shrink-0 text-good" aria-hidden="true" />}
        {toWords(outcome)}
      </span>
    </Notice>
  )
}

function toWords(outcome: Outcome): string {
  const question = `“${outcome.group.question}”`
  switch (outcome.kind) {
    case 'answered':
      return `Now answered: ${question}`
    case 'still_refused': {
      const refused = outcome.checked.refused.map((wording) => `“${wording}”`).join(', ')
      return `Still not answered: ${refused}. Put these words into an answer, or let the bot answer more often.`
    }
    case 'dismissed':
      return `Dismissed: ${question}`
    case 'restored':
      return `Back in the list: ${question}`
    case 'failed':
      return outcome.message
  }
}

function NextStep({ outcome, onOutcome }: Props) {
  const bot = `/dashboard/bots/${outcome.group.bot_id}`
  switch (outcome.kind) {
    case 'answered':
      return (
        <Button small asChild>
          <Link to={`${bot}?tab=knowledge`}>See what it knows</Link>
        </Button>
      )
    case 'still_refused':
      return (
        <Button small asChild>
          <Link to={`${bot}?tab=settings`}>Change when to answer</Link>
        </Button>
      )
    case 'dismissed':
      return <Undo outcome={outcome} onOutcome={onOutcome} />
    case 'restored':
    case 'failed':
      return null
  }
}

function Undo({ outcome: { group }, onOutcome }: Props) {
  const groups = useChangeGroups()
  const restore = trpc.unanswered.restore.useMutation({
    onSuccess: () => {
      void groups.refresh()
      onOutcome({ kind: 'restored', group })
    },
    onError: (error) => onOutcome({ kind: 'failed', group, message: toFailure(error).message }),
  })
  return (
    <Button
      small
      busy={restore.isPending}
      onClick={() => restore.mutate({ id: group.bot_id, question_ids: group.question_ids })}
    >
      Undo
    </Button>
  )
}
