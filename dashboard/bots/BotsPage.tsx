import { useMutationState } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { Link } from 'react-router'
import type { Bot } from '#shared/bot.ts'
import { trpc } from '../api.ts'
import { PageHead } from '../shell/PageHead.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/State.tsx'
import { BotCard } from './BotCard.tsx'
import { BotSearch } from './BotSearch.tsx'
import { hasName } from './has-name.ts'
import { RetrainBanner } from './RetrainBanner.tsx'
import { TroubleBanner } from './TroubleBanner.tsx'

/** Up to ten bots are seen at a glance. */
const SEARCH_FROM = 11
const TRAINING_POLL_MS = 3_000
const GRID = 'grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3'

export function BotsPage() {
  const bots = trpc.bots.list.useQuery(undefined, {
    refetchInterval: (query) =>
      query.state.data?.bots.some((bot) => bot.status === 'training') ? TRAINING_POLL_MS : false,
  })
  const leaving = useBotsBeingDeleted()
  const [wanted, setWanted] = useState('')
  const all = (bots.data?.bots ?? []).filter(({ id }) => !leaving.includes(id))
  const canSearch = all.length >= SEARCH_FROM
  const shown = canSearch ? all.filter(({ name }) => hasName(name, wanted)) : all

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
      <TroubleBanner />
      <RetrainBanner />
      {canSearch && <BotSearch wanted={wanted} onChange={setWanted} found={shown} total={all.length} />}
      {bots.isPending && <CardSkeletons />}
      {bots.isLoadingError && <ErrorState error={bots.error} onRetry={() => void bots.refetch()} />}
      {bots.data !== undefined && all.length === 0 && <NoBots />}
      {shown.length > 0 && <Cards bots={shown} />}
      {all.length > 0 && shown.length === 0 && (
        <EmptyState title="No bot has that name" action={<Button onClick={() => setWanted('')}>Show all bots</Button>}>
          Nothing matches “{wanted.trim()}”.
        </EmptyState>
      )}
    </div>
  )
}

/** What a screen holds is drawn first; of 30 cards that is a third of the work. */
const FIRST_CARDS = 9

function Cards({ bots }: { bots: Bot[] }) {
  const drawn = useDeferredValue(bots, bots.slice(0, FIRST_CARDS))
  return (
    <div className={GRID}>
      {drawn.map((bot) => (
        <BotCard key={bot.id} bot={bot} />
      ))}
    </div>
  )
}

/** Their cards leave at once, and come back by themselves when the deletion fails. */
function useBotsBeingDeleted(): unknown[] {
  return useMutationState({
    filters: { mutationKey: [['bots', 'delete']], status: 'pending' },
    select: ({ state: { variables } }) =>
      typeof variables === 'object' && variables !== null && 'id' in variables ? variables.id : undefined,
  })
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
  <div className={GRID} role="status" aria-label="Loading your bots">
    {[1, 2, 3].map((key) => (
      <div key={key} className="stack h-[227px] gap-4 rounded-card border border-line bg-surface p-4">
        <div className="row gap-3">
          <Skeleton className="size-10 rounded-full" />
          <div className="stack gap-2">
            <Skeleton className="h-4 w-32" />
            <Skeleton className="h-3.5 w-20" />
          </div>
        </div>
        <Skeleton className="h-6 w-full" />
        <Skeleton className="h-9 w-3/4" />
      </div>
    ))}
  </div>
)
