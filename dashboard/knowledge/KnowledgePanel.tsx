import type { Bot } from '#shared/bot.ts'
import type { Source } from '#shared/source.ts'
import { Section } from '../ui/Card.tsx'
import { ErrorState, Skeleton } from '../ui/State.tsx'
import { AddSource } from './AddSource.tsx'
import { kindOf } from './source-kind.ts'
import { SourceRow } from './SourceRow.tsx'
import { plural } from './training-words.ts'
import { TryQuestion } from './TryQuestion.tsx'
import { useSources } from './use-sources.ts'

export function KnowledgePanel({ bot }: { bot: Bot }) {
  const sources = useSources(bot.id)
  const list = sources.data?.sources ?? []
  const answers = list.filter((source) => kindOf(source) === 'answer')
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,340px)]">
      <div className="stack gap-6">
        {sources.isPending && <SourcesSkeleton />}
        {sources.isError && <ErrorState error={sources.error} onRetry={() => void sources.refetch()} />}
        <SourceList title="Sources" sources={list.filter((source) => !answers.includes(source))} />
        <SourceList title="Answers" sources={answers} />
        <Section
          title={list.length === 0 ? 'Give it something to know' : 'Add a source'}
          note={
            list.length === 0 && sources.isSuccess
              ? 'The bot answers only from what you put here, and says so when it does not know.'
              : 'The same address again is read anew and replaces what was learned from it.'
          }
        >
          <AddSource botId={bot.id} />
        </Section>
      </div>
      <TryQuestion bot={bot} />
    </div>
  )
}

function SourceList({ title, sources }: { title: string; sources: Source[] }) {
  if (sources.length === 0) return null
  const words = sources.reduce((sum, source) => sum + source.words, 0)
  const chunks = sources.reduce((sum, source) => sum + source.chunks, 0)
  return (
    <section className="stack gap-2" aria-label={title}>
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="text-title font-semibold">{title}</h2>
        <span className="note tabular-nums">
          {sources.length.toLocaleString('en')} · {plural(words, 'word')} · {plural(chunks, 'chunk')}
        </span>
      </div>
      <ul aria-label={title} className="divide-y divide-line rounded-card border border-line bg-surface">
        {sources.map((source) => (
          <SourceRow key={source.id} source={source} />
        ))}
      </ul>
    </section>
  )
}

const SourcesSkeleton = () => (
  <div className="stack gap-2" role="status" aria-label="Loading the sources">
    <Skeleton className="h-6 w-24" />
    <Skeleton className="h-24" />
  </div>
)
