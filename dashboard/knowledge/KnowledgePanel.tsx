import type { Bot } from '#shared/bot.ts'
import { Section } from '../ui/Card.tsx'
import { ErrorState, Skeleton } from '../ui/State.tsx'
import { AddSource } from './AddSource.tsx'
import { kindOf } from './source-kind.ts'
import { SourceList } from './SourceList.tsx'
import { TryQuestion } from './TryQuestion.tsx'
import { useSources } from './use-sources.ts'

export function KnowledgePanel({ bot }: { bot: Bot }) {
  const sources = useSources(bot.id)
  const list = sources.data?.sources ?? []
  const answers = list.filter((source) => kindOf(source) === 'answer')
  if (sources.isPending) return <KnowledgeSkeleton />
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,340px)]">
      <div className="stack gap-6">
        {sources.isError && <ErrorState error={sources.error} onRetry={() => void sources.refetch()} />}
        <SourceList title="Sources" sources={list.filter((source) => !answers.includes(source))} />
        <SourceList title="Answers" sources={answers} />
        <Section
          title={list.length === 0 ? 'Give it something to know' : 'Add a source'}
          note={
            list.length === 0 && sources.isSuccess
              ? 'The bot answers only from what you put here, and says so when it does not know.'
              : 'An address you add again is read anew, and replaces what was learned from it.'
          }
        >
          <AddSource botId={bot.id} />
        </Section>
      </div>
      <TryQuestion bot={bot} />
    </div>
  )
}

const KnowledgeSkeleton = () => (
  <div
    className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,340px)]"
    role="status"
    aria-label="Loading the sources"
  >
    <div className="stack gap-6">
      <Skeleton className="h-32" />
      <Skeleton className="h-80" />
    </div>
    <Skeleton className="h-44" />
  </div>
)
