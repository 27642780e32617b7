import { listWordings, MAX_QUESTION_CHARS } from '#shared/answer-text.ts'
import type { Source } from '#shared/source.ts'
import type { UnansweredGroup } from '#shared/unanswered.ts'
import { trpc } from '../api.ts'
import { useUnsaved } from '../bots/unsaved.ts'
import { toFailure } from '../failure.ts'
import { AnswerFields, fromDraft, toDraft, useAnswerDraft } from '../knowledge/AnswerFields.tsx'
import { CancelButton } from '../knowledge/CancelButton.tsx'
import { Button } from '../ui/Button.tsx'
import { FormError } from '../ui/State.tsx'

type Props = { group: UnansweredGroup; onSaved: (source: Source) => void; onCancel: () => void }

/** The owner's answer to a group of questions. */
export function AnswerForm({ group, onSaved, onCancel }: Props) {
  const form = useAnswerDraft(() => {
    const question = group.question.slice(0, MAX_QUESTION_CHARS)
    const asked = group.wordings.map(({ text }) => text)
    return toDraft({ question, answer: '', wordings: listWordings(asked, question) })
  })
  const answer = trpc.unanswered.answer.useMutation({
    onSuccess: ({ source }) => onSaved(source),
    onError: (error) => form.refuse(toFailure(error).fields),
  })
  const isDirty = form.draft.answer.trim() !== ''
  useUnsaved(isDirty)

  return (
    <form
      noValidate
      aria-label={`Answer ${group.question}`}
      className="stack animate-appear gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        if (answer.isPending || !form.isRight()) return
        answer.mutate({ id: group.bot_id, ...fromDraft(form.draft) })
      }}
    >
      <AnswerFields {...form} startsAtAnswer />
      <FormError
        message={answer.error && Object.keys(form.problems).length === 0 ? toFailure(answer.error).message : undefined}
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
