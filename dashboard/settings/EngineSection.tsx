import { CircleAlert, CircleCheck } from 'lucide-react'
import { trpc, type Settings } from '../api.ts'
import { toFailure } from '../failure.ts'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/Card.tsx'

/** What writes the answers, and whether it is well. The key itself never leaves the server. */
export function EngineSection({ settings }: { settings: Settings }) {
  const utils = trpc.useUtils()
  const check = trpc.settings.checkEngine.useMutation({ onSettled: () => utils.settings.get.invalidate() })
  const isLocal = settings.engine === 'local'
  return (
    <Section
      title="Engine"
      note={
        isLocal
          ? 'This server quotes the answers from your knowledge, with no outside service. With OPENAI_API_KEY set, a language model writes them in its own words.'
          : 'Answers are written by the model below from what your bots know. The API key is set on the server and never shown.'
      }
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5">
        <dt className="text-quiet">Engine</dt>
        <dd>{isLocal ? 'Local' : 'OpenAI-compatible'}</dd>
        {settings.chat_model !== null && (
          <>
            <dt className="text-quiet">Answers</dt>
            <dd className="wrap-anywhere">{settings.chat_model}</dd>
          </>
        )}
        <dt className="text-quiet">Search</dt>
        <dd className="wrap-anywhere">{settings.embedding_model}</dd>
      </dl>
      <div className="row flex-wrap gap-3">
        <Button busy={check.isPending} onClick={() => check.mutate()}>
          {check.isPending ? 'Checking…' : 'Check'}
        </Button>
        <span role="status" className="text-small">
          {check.isSuccess && (
            <span className="row gap-1.5 text-good">
              <CircleCheck className="size-4" aria-hidden="true" />
              Answered in {check.data.milliseconds.toLocaleString('en')} ms
            </span>
          )}
          {check.isError && (
            <span className="flex gap-1.5 text-bad">
              <CircleAlert className="mt-px size-4 shrink-0" aria-hidden="true" />
              {toFailure(check.error).message}
            </span>
          )}
        </span>
      </div>
    </Section>
  )
}
