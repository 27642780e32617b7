import { useState } from 'react'
import { MAX_QUESTION_CHARS, MAX_WORDING_CHARS, MAX_WORDINGS, type AnswerText } from '#shared/answer-text.ts'
import { answerSchema } from '#shared/unanswered.ts'
import { checkFields } from '../check-fields.ts'
import { useProblems } from '../use-problems.ts'
import { Field } from '../ui/Field.tsx'
import { Input, Textarea } from '../ui/Input.tsx'

/** Other wordings as they are typed, one a line. */
export type AnswerDraft = Omit<AnswerText, 'wordings'> & { wordings: string }

export const toDraft = ({ wordings, ...rest }: AnswerText): AnswerDraft => ({ ...rest, wordings: wordings.join('\n') })
export const fromDraft = ({ wordings, ...rest }: AnswerDraft): AnswerText => ({
  ...rest,
  wordings: wordings.split('\n'),
})

/** An answer while it is written, with what is wrong with it. */
export function useAnswerDraft(before: () => AnswerDraft) {
  const [draft, setDraft] = useState(before)
  const { edit, check, ...judged } = useProblems((values) => checkFields(answerSchema.shape, values))
  return {
    ...judged,
    draft,
    change: (field: keyof AnswerDraft, value: string) => {
      setDraft({ ...draft, [field]: value })
      if (field !== 'wordings') edit(field, value)
    },
    isRight: (): boolean => Object.keys(check({ question: draft.question, answer: draft.answer })).length === 0,
  }
}

type Props = Pick<ReturnType<typeof useAnswerDraft>, 'draft' | 'problems' | 'change' | 'leave'> & {
  /** The question is known: the answer is what is to be written. */
  startsAtAnswer?: boolean
}

/** A question, its answer, and other ways to ask it. */
export function AnswerFields({ draft, problems, change, leave, startsAtAnswer }: Props) {
  return (
    <>
      <Field label="Question" error={problems['question']}>
        {(described) => (
          <Input
            {...described}
            dir="auto"
            value={draft.question}
            maxLength={MAX_QUESTION_CHARS}
            onChange={({ target }) => change('question', target.value)}
            onBlur={() => leave('question', draft.question)}
          />
        )}
      </Field>
      <Field label="Answer" hint="As visitors should read it. Markdown is understood." error={problems['answer']}>
        {(described) => (
          <Textarea
            {...described}
            dir="auto"
            autoFocus={startsAtAnswer}
            className="min-h-28"
            value={draft.answer}
            onChange={({ target }) => change('answer', target.value)}
            onBlur={() => leave('answer', draft.answer)}
          />
        )}
      </Field>
      <Field
        label="Other wordings"
        hint={`One a line, at most ${MAX_WORDINGS}, each up to ${MAX_WORDING_CHARS} characters. The bot finds the answer by them too; visitors do not see them.`}
      >
        {(described) => (
          <Textarea {...described} value={draft.wordings} onChange={({ target }) => change('wordings', target.value)} />
        )}
      </Field>
    </>
  )
}
