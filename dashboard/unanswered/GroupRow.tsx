import { ChevronDown, MessageCircle, RefreshCw, X } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Link } from 'react-router'
import type { Source } from '#shared/source.ts'
import type { UnansweredGroup } from '#shared/unanswered.ts'
import { trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { plural } from '../knowledge/training-words.ts'
import { Button } from '../ui/Button.tsx'
import { When } from '../ui/When.tsx'
import { AnswerForm } from './AnswerForm.tsx'
import { AnswerTraining } from './AnswerTraining.tsx'
import type { Outcome } from './outcome.ts'
import { useCheck } from './use-check.ts'
import { useChangeGroups } from './use-groups.ts'

type Props = {
  group: UnansweredGroup
  /** Whose question it was, where the list is of all bots. */
  botName: string | undefined
  onOutcome: (outcome: Outcome) => void
}

/** Questions that ask the same, and what can be done about them. */
export function GroupRow({ group, botName, onOutcome }: Props) {
  const [step, setStep] = useState<'read' | 'write' | Source>('read')
  const answerButton = useRef<HTMLButtonElement>(null)
  const titleId = useId()
  const isOpen = step !== 'read'
  return (
    <li aria-labelledby={titleId} className="stack gap-3 p-4">
      <div className="grid grid-cols-1 gap-x-6 gap-y-2.5 sm:grid-cols-[minmax(0,1fr)_auto]">
        <div className="stack min-w-0 gap-1">
          <h2 id={titleId} className="font-medium wrap-anywhere">
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
            className={isOpen ? 'invisible' : undefined}
            onClick={() => setStep('write')}
          >
            Answer it
          </Button>
          {!isOpen && <CheckAgain group={group} onOutcome={onOutcome} />}
          {!isOpen && <Dismiss group={group} onOutcome={onOutcome} />}
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
        <div className="border-t border-line pt-4">
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

function Wordings({ group: { bot_id, wordings } }: { group: UnansweredGroup }) {
  const [shown, setShown] = useState(false)
  const toConversation = (id: string) => `/dashboard/bots/${bot_id}/conversations?c=${id}`
  const [only, second] = wordings
  if (second === undefined) {
    return (
      <Link
        to={toConversation(only?.conversation_id ?? '')}
        className="row w-fit gap-1.5 rounded-sm note hover:text-ink"
      >
        <MessageCircle className="size-3.5" aria-hidden="true" />
        See the conversation
      </Link>
    )
  }
  return (
    <>
      <button
        type="button"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
        className="row w-fit gap-1 rounded-sm note hover:text-ink max-sm:min-h-8"
      >
        <ChevronDown
          className={`size-4 transition-transform duration-150 ${shown ? 'rotate-180' : ''}`}
          aria-hidden="true"
        />
        {shown ? 'Hide the wordings' : `Show all ${plural(wordings.length, 'wording')}`}
      </button>
      {shown && (
        <ul aria-label="Wordings" className="stack mt-1 animate-appear gap-2 border-l-2 border-line pl-3">
          {wordings.map(({ text, count, conversation_id }) => (
            <li key={text} className="text-small">
              <span className="wrap-anywhere">{text}</span>{' '}
              <span className="text-quiet tabular-nums">
                {count > 1 && `× ${count} `}
                <Link to={toConversation(conversation_id)} className="link">
                  See the conversation
                </Link>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function CheckAgain({ group, onOutcome }: Pick<Props, 'group' | 'onOutcome'>) {
  const check = useCheck(group, onOutcome)
  return (
    <>
      <Button
        look="quiet"
        small
        busy={check.isPending}
        onClick={check.start}
        title="Ask it again: it may be known by now"
      >
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

function Dismiss({ group, onOutcome }: Pick<Props, 'group' | 'onOutcome'>) {
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
    <Button look="quiet" small onClick={() => dismiss.mutate({ id: group.bot_id, question_ids: group.question_ids })}>
      <X />
      Dismiss
    </Button>
  )
}
