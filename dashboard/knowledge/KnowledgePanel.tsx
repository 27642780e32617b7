import type { Bot } from '#shared/bot.ts'
import { Section } from '../ui/Card.tsx'
import { ErrorState, Skeleton } from '../ui/State.tsx'
import { AddSource } from './AddSource.tsx'
import { SourceRow } from './SourceRow.tsx'
import { useSources } from './use-sources.ts'

export function KnowledgePanel({ bot }: { bot: Bot }) {
  const sources = useSources(bot.id)
  const list = sources.data?.sources ?? []
  return (
    <div className="stack gap-6">
      {sources.isPending && <Skeleton className="h-24" />}
      {sources.isError && <ErrorState error={sources.error} onRetry={() => void sources.refetch()} />}
      {list.length > 0 && (
        <ul aria-label="Sources" className="divide-y divide-line rounded-card border border-line bg-surface">
          {list.map((source) => (
            <SourceRow key={source.id} source={source} />
          ))}
        </ul>
      )}
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
  )
}
