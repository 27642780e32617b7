import { useState } from 'react'
import { listWordings, MAX_QUESTION_CHARS } from '#shared/answer-text.ts'
import type { Source } from '#shared/source.ts'
import type { UnansweredGroup } from '#shared/unanswered.ts'
import { trpc } from '../api.ts'
import { useUnsaved } from '../bots/unsaved.ts'
import { toFailure } from '../failure.ts'
import { AnswerFields, checkAnswer, fromDraft, toDraft, type AnswerProblems } from '../knowledge/AnswerFields.tsx'
import { CancelButton } from '../knowledge/CancelButton.tsx'
import { Button } from '../ui/Button.tsx'
import { FormError } from '../ui/State.tsx'

type Props = { group: UnansweredGroup; onSaved: (source: Source) => void; onCancel: () => void }

/** The owner's answer to a group of questions. */
export function AnswerForm({ group, onSaved, onCancel }: Props) {
  const [draft, setDraft] = useState(() => {
    const question = group.question.slice(0, MAX_QUESTION_CHARS)
    const wordings = listWordings(
      group.wordings.map(({ text }) => text),
      question,
    )
    return toDraft({ question, answer: '', wordings })
  })
  const [problems, setProblems] = useState<AnswerProblems>({})
  const answer = trpc.unanswered.answer.useMutation({ onSuccess: ({ source }) => onSaved(source) })
  const failure = answer.error ? toFailure(answer.error) : undefined
  const isDirty = draft.answer.trim() !== ''
  useUnsaved(isDirty)

  return (
    <form
      noValidate
      aria-label={`Answer ${group.question}`}
      className="stack animate-appear gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        const found = checkAnswer(draft)
        setProblems(found)
        if (answer.isPending || Object.keys(found).length > 0) return
        answer.mutate({ id: group.bot_id, ...fromDraft(draft) })
      }}
    >
      <AnswerFields
        draft={draft}
        problems={{ ...failure?.fields, ...problems }}
        onChange={(next) => {
          setDraft(next)
          setProblems({})
        }}
        onLeave={(field) => {
          const found = checkAnswer(draft)[field]
          if (found !== undefined) setProblems({ ...problems, [field]: found })
        }}
        startsAtAnswer
      />
      <FormError
        message={failure !== undefined && Object.keys(failure.fields).length === 0 ? failure.message : undefined}
      />
      <div className="row flex-wrap gap-2">
        <Button type="submit" look="primary" busy={answer.isPending}>
          Save answer
        </Button>
        <CancelButton isDirty={isDirty} lost="What you wrote is not kept." onCancel={onCancel} />
      </div>
    </form>
  )
}
