import { useState } from 'react'
import { Link } from 'react-router'
import type { Bot } from '#shared/bot.ts'
import { tryQuestionSchema, type QuestionTrial } from '#shared/unanswered.ts'
import { trpc } from '../api.ts'
import { toPercent } from '../bots/relevance-cut.ts'
import { checkFields } from '../check-fields.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { Notice, Section } from '../ui/Card.tsx'
import { Field } from '../ui/Field.tsx'
import { Input } from '../ui/Input.tsx'
import { ErrorState, Skeleton } from '../ui/State.tsx'
import { ChunkList } from './ChunkList.tsx'

/** What the bot finds for a question, and whether that is enough for an answer. */
export function TryQuestion({ bot }: { bot: Bot }) {
  return (
    <Section
      title="Try a question"
      note="See what the bot finds. Nothing is counted, kept or sent to a language model."
    >
      {bot.trained_at === null ? (
        <p className="text-quiet">
          {bot.status === 'training'
            ? 'It is learning. Try it in a moment.'
            : 'It knows nothing yet. Add a source first.'}
        </p>
      ) : (
        <TrialForm bot={bot} />
      )}
    </Section>
  )
}

function TrialForm({ bot }: { bot: Bot }) {
  const [question, setQuestion] = useState('')
  const [problem, setProblem] = useState<string>()
  const trial = trpc.sources.tryQuestion.useMutation()
  const submit = () => {
    const found = checkFields(tryQuestionSchema.shape, { question })['question']
    setProblem(found)
    if (found === undefined && !trial.isPending) trial.mutate({ id: bot.id, question })
  }
  return (
    <>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Field label="Question" error={problem}>
          {(described) => (
            <div className="flex gap-2">
              <Input
                {...described}
                value={question}
                onChange={({ target }) => {
                  setQuestion(target.value)
                  setProblem(undefined)
                }}
                placeholder="Do you deliver on Sundays?"
              />
              <Button type="submit" busy={trial.isPending}>
                {trial.isPending ? 'Searching…' : 'Try it'}
              </Button>
            </div>
          )}
        </Field>
      </form>
      {bot.status === 'training' && <p className="note">What it is learning now is found once that is done.</p>}
      {trial.isPending && <TrialSkeleton />}
      {trial.isError && <ErrorState error={trial.error} onRetry={submit} />}
      <section aria-label="Result" className="stack gap-3">
        <p
          role="status"
          className={classes('text-small empty:sr-only', trial.data?.outcome === 'refuses' ? 'text-warn' : 'text-good')}
        >
          {trial.isSuccess && toWords(trial.data)}
        </p>
        {trial.isSuccess && <Trial botId={bot.id} question={trial.variables.question} trial={trial.data} />}
      </section>
    </>
  )
}

function Trial({ botId, question, trial }: { botId: string; question: string; trial: QuestionTrial }) {
  return (
    <div className="stack animate-appear gap-3 border-t border-line pt-4">
      <h3 className="font-medium wrap-anywhere">{question}</h3>
      {trial.remark !== null && <Notice tone="warn">Searched by words alone. {trial.remark}</Notice>}
      <ChunkList chunks={trial.chunks} cut={trial.cut} />
      {trial.outcome !== 'small_talk' && (
        <Link to={`/dashboard/bots/${botId}?tab=settings`} replace className="link w-fit text-small">
          Change when to answer
        </Link>
      )}
    </div>
  )
}

function toWords({ outcome, cut, chunks }: QuestionTrial): string {
  if (outcome === 'answers') return `It would answer from what reaches its cut of ${toPercent(cut)}\u00a0%.`
  if (outcome === 'small_talk') return 'It would reply with a friendly line. Small talk is not looked up.'
  return chunks.length === 0
    ? 'It would say that it does not know. Nothing at all was found.'
    : `It would say that it does not know. Nothing reaches its cut of ${toPercent(cut)}\u00a0%.`
}

const TrialSkeleton = () => (
  <div className="stack gap-3 border-t border-line pt-4" role="status" aria-label="Searching">
    <Skeleton className="h-5 w-2/3" />
    <Skeleton className="h-16" />
    <Skeleton className="h-16" />
  </div>
)
