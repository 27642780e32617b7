import { trpc } from '../api.ts'
import { Section } from '../ui/Card.tsx'
import { ErrorState, Skeleton } from '../ui/State.tsx'
import { sayAmount } from '../bots/money.ts'
import { formatBytes } from './format-bytes.ts'

export function StorageSection() {
  const storage = trpc.settings.storage.useQuery()
  return (
    <Section title="Storage">
      {storage.isPending && (
        <div role="status" aria-label="Loading the storage">
          <Skeleton className="h-44" />
        </div>
      )}
      {storage.isError && <ErrorState error={storage.error} onRetry={() => void storage.refetch()} />}
      {storage.data && (
        <div className="grid gap-x-8 gap-y-4 sm:grid-cols-[2fr_3fr]">
          <Facts
            facts={[
              ['Database', formatBytes(storage.data.database_bytes)],
              ['Pictures', formatBytes(storage.data.avatar_bytes)],
              ['Backups', formatBytes(storage.data.backup_bytes)],
              ['Free on the disk', formatBytes(storage.data.free_bytes)],
            ]}
          />
          <Facts
            facts={[
              ['Bots', storage.data.counts.bots],
              ['Sources', storage.data.counts.sources],
              ['Chunks', storage.data.counts.chunks],
              ['Conversations', storage.data.counts.conversations],
              ['Messages', storage.data.counts.messages],
              ['Messages this month', storage.data.month.messages],
              ['Tokens this month', storage.data.month.tokens],
              ['Cost this month', sayAmount(storage.data.month.cost_micro_usd)],
            ]}
          />
        </div>
      )}
    </Section>
  )
}

const Facts = ({ facts }: { facts: [name: string, value: string | number][] }) => (
  <dl className="grid auto-rows-min grid-cols-[1fr_auto] gap-x-6 gap-y-1.5 tabular-nums">
    {facts.map(([name, value]) => (
      <div key={name} className="contents">
        <dt className="text-quiet">{name}</dt>
        <dd className="text-right">{typeof value === 'number' ? value.toLocaleString('en') : value}</dd>
      </div>
    ))}
  </dl>
)
