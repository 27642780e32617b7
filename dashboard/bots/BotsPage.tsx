import { Plus, Search } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { trpc } from '../api.ts'
import { PageHead } from '../shell/PageHead.tsx'
import { Button } from '../ui/Button.tsx'
import { Input } from '../ui/Input.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/State.tsx'
import { BotCard } from './BotCard.tsx'
import { RetrainBanner } from './RetrainBanner.tsx'

/** Up to ten bots are seen at a glance. */
const SEARCH_FROM = 11
const TRAINING_POLL_MS = 3_000

export function BotsPage() {
  const bots = trpc.bots.list.useQuery(undefined, {
    refetchInterval: (query) =>
      query.state.data?.bots.some((bot) => bot.status === 'training') ? TRAINING_POLL_MS : false,
  })
  const [wanted, setWanted] = useState('')
  const all = bots.data?.bots ?? []
  const shown = all.filter((bot) => bot.name.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase()))

  return (
    <div className="page stack gap-6">
      <PageHead
        title="Bots"
        actions={
          all.length > 0 && (
            <Button look="primary" asChild>
              <Link to="/dashboard/bots/new">
                <Plus />
                New bot
              </Link>
            </Button>
          )
        }
      />
      <RetrainBanner />
      {all.length >= SEARCH_FROM && (
        <div className="relative max-w-80">
          <Search className="absolute top-1/2 left-3 size-4 -translate-y-1/2 text-quiet" aria-hidden="true" />
          <Input
            type="search"
            aria-label="Search bots"
            placeholder="Search bots"
            className="pl-9"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </div>
      )}
      {bots.isPending && <CardSkeletons />}
      {bots.isError && <ErrorState error={bots.error} onRetry={() => void bots.refetch()} />}
      {bots.isSuccess && all.length === 0 && <NoBots />}
      {shown.length > 0 && (
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {shown.map((bot) => (
            <BotCard key={bot.id} bot={bot} />
          ))}
        </div>
      )}
      {all.length > 0 && shown.length === 0 && (
        <EmptyState title="No bot has that name" action={<Button onClick={() => setWanted('')}>Show all bots</Button>}>
          Nothing matches “{wanted}”.
        </EmptyState>
      )}
    </div>
  )
}

const NoBots = () => (
  <EmptyState
    title="Your front desk is empty"
    action={
      <Button look="primary" asChild>
        <Link to="/dashboard/bots/new">
          <Plus />
          New bot
        </Link>
      </Button>
    }
  >
    Give a bot your website’s address and it answers your visitors from what it reads there.
  </EmptyState>
)

const CardSkeletons = () => (
  <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3" role="status" aria-label="Loading your bots">
    {[1, 2, 3].map((key) => (
      <div key={key} className="stack gap-4 rounded-card border border-line bg-surface p-4">
        <div className="row gap-3">
          <Skeleton className="size-10 rounded-full" />
          <div className="stack gap-2">
            <Skeleton className="h-4 w-32" />
            <Skeleton className="h-3.5 w-20" />
          </div>
        </div>
        <Skeleton className="h-6 w-full" />
        <Skeleton className="h-8 w-3/4" />
      </div>
    ))}
  </div>
)
