import { RefreshCw, X } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Source } from '#shared/source.ts'
import type { UnansweredGroup } from '#shared/unanswered.ts'
import { trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { Button } from '../ui/Button.tsx'
import { When } from '../ui/When.tsx'
import { AnswerForm } from './AnswerForm.tsx'
import { AnswerTraining } from './AnswerTraining.tsx'
import type { Outcome } from './outcome.ts'
import { useCheck } from './use-check.ts'
import { useChangeGroups } from './use-groups.ts'
import { Wordings } from './Wordings.tsx'

type Props = {
  group: UnansweredGroup
  /** Its answer is to be written: it was chosen elsewhere. */
  isChosen: boolean
  /** Whose question it was, where the list is of all bots. */
  botName: string | undefined
  onOutcome: (outcome: Outcome) => void
}

/** Questions that ask the same, and what can be done about them. */
export function GroupRow({ group, isChosen, botName, onOutcome }: Props) {
  const [step, setStep] = useState<'read' | 'write' | Source>(isChosen ? 'write' : 'read')
  const answerButton = useRef<HTMLButtonElement>(null)
  const titleId = useId()
  const isOpen = step !== 'read'
  return (
    <li aria-labelledby={titleId} className="stack gap-3 p-4">
      <div className="grid grid-cols-1 gap-x-6 gap-y-2.5 sm:grid-cols-[minmax(0,1fr)_auto]">
        <div className="stack min-w-0 gap-1">
          <h2 id={titleId} dir="auto" className="font-medium wrap-anywhere">
            {group.question}
          </h2>
          <p className="note tabular-nums">
            {toTimes(group.question_ids.length)} · <When at={group.last_asked_at} />
            {botName !== undefined && ` · ${botName}`}
          </p>
          <Wordings group={group} />
        </div>
        <div className="row flex-wrap gap-1 self-start max-sm:-mb-1">
          <Button
            ref={answerButton}
            small
            aria-describedby={titleId}
            className={isOpen ? 'invisible' : undefined}
            onClick={() => setStep('write')}
          >
            Answer it
          </Button>
          {!isOpen && <CheckAgain group={group} titleId={titleId} onOutcome={onOutcome} />}
          {!isOpen && <Dismiss group={group} titleId={titleId} onOutcome={onOutcome} />}
        </div>
      </div>
      {step === 'write' && (
        <div className="max-w-[560px] border-t border-line pt-4">
          <AnswerForm
            group={group}
            onSaved={setStep}
            onCancel={() => {
              flushSync(() => setStep('read'))
              answerButton.current?.focus()
            }}
          />
        </div>
      )}
      {typeof step === 'object' && (
        <div className="max-w-[560px] border-t border-line pt-4">
          <AnswerTraining
            group={group}
            source={step}
            onOutcome={(outcome) => {
              setStep('read')
              onOutcome(outcome)
            }}
          />
        </div>
      )}
    </li>
  )
}

const toTimes = (count: number): string =>
  count === 1 ? 'Asked once' : count === 2 ? 'Asked twice' : `Asked ${count.toLocaleString('en')} times`

type ButtonProps = Pick<Props, 'group' | 'onOutcome'> & { /** Of the question it is about. */ titleId: string }

function CheckAgain({ group, titleId, onOutcome }: ButtonProps) {
  const check = useCheck(group, onOutcome)
  return (
    <>
      <Button look="quiet" small busy={check.isPending} onClick={check.start} aria-describedby={titleId}>
        <RefreshCw />
        Check again
      </Button>
      {check.error && (
        <p role="alert" className="w-full text-small text-bad">
          {toFailure(check.error).message}
        </p>
      )}
    </>
  )
}

function Dismiss({ group, titleId, onOutcome }: ButtonProps) {
  const groups = useChangeGroups()
  const dismiss = trpc.unanswered.dismiss.useMutation({
    onMutate: () => {
      groups.remove(group)
      onOutcome({ kind: 'dismissed', group })
    },
    onError: (error) => onOutcome({ kind: 'failed', group, message: toFailure(error).message }),
    onSettled: () => groups.refresh(),
  })
  return (
    <Button
      look="quiet"
      small
      aria-describedby={titleId}
      onClick={() => dismiss.mutate({ id: group.bot_id, question_ids: group.question_ids })}
    >
      <X />
      Dismiss
    </Button>
  )
}
