import { MAX_QUESTION_CHARS, MAX_WORDINGS, type AnswerText } from '#shared/answer-text.ts'
import { Field } from '../ui/Field.tsx'
import { Input, Textarea } from '../ui/Input.tsx'

/** Other wordings as they are typed, one a line. */
export type AnswerDraft = Omit<AnswerText, 'wordings'> & { wordings: string }
export type AnswerProblems = { question?: string; answer?: string }

export const toDraft = ({ wordings, ...rest }: AnswerText): AnswerDraft => ({ ...rest, wordings: wordings.join('\n') })
export const fromDraft = ({ wordings, ...rest }: AnswerDraft): AnswerText => ({
  ...rest,
  wordings: wordings.split('\n'),
})

export function checkAnswer({ question, answer }: AnswerDraft): AnswerProblems {
  return {
    ...(question.trim() === '' && { question: 'The question is empty. Write what visitors ask.' }),
    ...(answer.trim() === '' && { answer: 'The answer is empty. Write what visitors should read.' }),
  }
}

type Props = {
  draft: AnswerDraft
  problems: AnswerProblems
  onChange: (draft: AnswerDraft) => void
  onLeave: (field: keyof AnswerProblems) => void
  /** The question is known: the answer is what is to be written. */
  startsAtAnswer?: boolean
}

/** A question, its answer, and other ways to ask it. */
export function AnswerFields({ draft, problems, onChange, onLeave, startsAtAnswer }: Props) {
  return (
    <>
      <Field label="Question" error={problems.question}>
        {(described) => (
          <Input
            {...described}
            value={draft.question}
            maxLength={MAX_QUESTION_CHARS}
            onChange={({ target }) => onChange({ ...draft, question: target.value })}
            onBlur={() => onLeave('question')}
          />
        )}
      </Field>
      <Field label="Answer" hint="As visitors should read it. Markdown is understood." error={problems.answer}>
        {(described) => (
          <Textarea
            {...described}
            autoFocus={startsAtAnswer}
            className="min-h-28"
            value={draft.answer}
            onChange={({ target }) => onChange({ ...draft, answer: target.value })}
            onBlur={() => onLeave('answer')}
          />
        )}
      </Field>
      <Field
        label="Other wordings"
        hint={`One a line, at most ${MAX_WORDINGS}. The answer is found by them too; nobody reads them.`}
      >
        {(described) => (
          <Textarea
            {...described}
            value={draft.wordings}
            onChange={({ target }) => onChange({ ...draft, wordings: target.value })}
          />
        )}
      </Field>
    </>
  )
}
