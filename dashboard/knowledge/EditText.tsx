import { useState, type ReactNode } from 'react'
import { buildAnswerText, parseAnswerText } from '#shared/answer-text.ts'
import { MAX_TEXT_CHARS, textChangesSchema, type Source } from '#shared/source.ts'
import { trpc } from '../api.ts'
import { useUnsaved } from '../bots/unsaved.ts'
import { checkFields } from '../check-fields.ts'
import { toFailure } from '../failure.ts'
import { useProblems } from '../use-problems.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Textarea } from '../ui/Input.tsx'
import { FormError } from '../ui/State.tsx'
import { AnswerFields, fromDraft, toDraft, useAnswerDraft, type AnswerDraft } from './AnswerFields.tsx'
import { CancelButton } from './CancelButton.tsx'
import { useShowSource } from './use-sources.ts'

type Props = { source: Source; onClose: () => void }

/** The words of a pasted text, to be changed where they stand: Esc and a click beside lose nothing. */
export function EditText({ source, ...rest }: Props) {
  const answer = parseAnswerText(source.content)
  return answer === undefined ? (
    <EditContent source={source} {...rest} />
  ) : (
    <EditAnswer source={source} before={toDraft(answer)} {...rest} />
  )
}

function EditContent({ source, ...rest }: Props) {
  const [text, setText] = useState(source.content)
  const { problems, ...judge } = useProblems((values) => checkFields(textChangesSchema.shape, values))
  const isRight = () => Object.keys(judge.check({ source_content: text })).length === 0
  return (
    <EditForm source={source} content={text} isDirty={text !== source.content} isRight={isRight} {...rest}>
      <Field
        label="Content"
        error={problems['source_content']}
        aside={
          <span className="note tabular-nums">
            {text.length.toLocaleString('en')} / {MAX_TEXT_CHARS.toLocaleString('en')}
          </span>
        }
      >
        {(described) => (
          <Textarea
            {...described}
            className="min-h-48"
            value={text}
            onChange={({ target }) => {
              setText(target.value)
              judge.edit('source_content', target.value)
            }}
            onBlur={() => judge.leave('source_content', text)}
          />
        )}
      </Field>
    </EditForm>
  )
}

function EditAnswer({ source, before, ...rest }: Props & { before: AnswerDraft }) {
  const answer = useAnswerDraft(() => before)
  const content = buildAnswerText(fromDraft(answer.draft))
  return (
    <EditForm
      source={source}
      content={content}
      isDirty={content !== buildAnswerText(fromDraft(before))}
      isRight={answer.isRight}
      {...rest}
    >
      <AnswerFields {...answer} />
    </EditForm>
  )
}

type FormProps = Props & { content: string; isDirty: boolean; isRight: () => boolean; children: ReactNode }

function EditForm({ source, content, isDirty, isRight, onClose, children }: FormProps) {
  const showSource = useShowSource(source.bot_id)
  const update = trpc.sources.update.useMutation({
    onSuccess: (answer) => {
      showSource(answer)
      onClose()
    },
  })
  useUnsaved(isDirty)

  return (
    <form
      noValidate
      aria-label={`Edit ${source.title}`}
      className="stack animate-appear gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        if (update.isPending || !isRight()) return
        update.mutate({ id: source.bot_id, source_id: source.id, source_content: content })
      }}
    >
      {children}
      <FormError message={update.error ? toFailure(update.error).message : undefined} />
      <div className="row flex-wrap gap-2">
        <Button type="submit" look="primary" busy={update.isPending}>
          Save and train
        </Button>
        <CancelButton isDirty={isDirty} lost={`“${source.title}” stays as it was.`} onCancel={onClose} />
      </div>
    </form>
  )
}
