import { trpc } from '../api.ts'
import { Skeleton } from '../ui/State.tsx'

/** Questions that the bot's knowledge answers. Nothing where none fits. */
export function SuggestedQuestions({ botId, onAsk }: { botId: string; onAsk: (question: string) => void }) {
  const suggested = trpc.sources.suggestQuestions.useQuery({ id: botId }, { staleTime: 60_000 })
  if (suggested.isPending) return <Skeleton className="h-24 sm:h-16" />
  if (suggested.isError || suggested.data.questions.length === 0) return null
  return (
    <section aria-labelledby="suggested" className="stack animate-appear gap-2">
      <h2 id="suggested" className="note">
        Try one of these, then send it
      </h2>
      <ul className="flex flex-wrap gap-2">
        {suggested.data.questions.map((question) => (
          <li key={question}>
            <button
              type="button"
              onClick={() => onAsk(question)}
              className={
                'min-h-8 rounded-full border border-edge bg-surface px-3.5 py-1 text-left text-small wrap-anywhere ' +
                'transition-colors duration-150 hover:border-accent hover:bg-accent-wash max-sm:min-h-10'
              }
            >
              {question}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
