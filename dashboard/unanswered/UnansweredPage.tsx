import { Fragment, useRef, useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { MAX_UNANSWERED, type Unanswered } from '#shared/unanswered.ts'
import { trpc } from '../api.ts'
import { BotProblem } from '../bots/BotPage.tsx'
import { UnsavedGuard } from '../bots/UnsavedGuard.tsx'
import { toFailure } from '../failure.ts'
import { MessagesNav } from '../shell/MessagesNav.tsx'
import { PageHead } from '../shell/PageHead.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/State.tsx'
import { GroupRow } from './GroupRow.tsx'
import type { Outcome } from './outcome.ts'
import { OutcomeNotice } from './OutcomeNotice.tsx'
import { useGroups } from './use-groups.ts'

const ROWS_AT_ONCE = 50

/** `?q=` names a question, by the id of its message, that is to be answered. */
export function UnansweredPage() {
  const { id } = useParams()
  const groups = useGroups(id)
  const leaving = useRef(false)
  if (groups.isError && toFailure(groups.error).code === 'not_found') {
    return <BotProblem error={groups.error} onRetry={() => void groups.refetch()} />
  }
  return (
    <div className="page stack gap-5">
      <UnsavedGuard isDirty={false} isSaving={false} leaving={leaving} />
      <PageHead title="Unanswered" />
      <MessagesNav />
      {groups.isPending && <GroupsSkeleton />}
      {groups.isError && <ErrorState error={groups.error} onRetry={() => void groups.refetch()} />}
      {groups.isSuccess && <Groups key={id} botId={id} found={groups.data} />}
    </div>
  )
}

function Groups({ botId, found: { groups, total, is_bounded } }: { botId: string | undefined; found: Unanswered }) {
  const [outcome, setOutcome] = useState<{ what: Outcome; at: number }>()
  const [rows, setRows] = useState(ROWS_AT_ONCE)
  const question = useSearchParams()[0].get('q')
  const chosen = groups.find(({ question_ids }) => question !== null && question_ids.includes(question))
  const shown = [...(chosen ? [chosen] : []), ...groups.filter((group) => group !== chosen)].slice(0, rows)
  const bots = trpc.bots.list.useQuery().data?.bots ?? []
  const nameOf = (id: string) => (botId === undefined ? bots.find((bot) => bot.id === id)?.name : undefined)
  const notice = outcome && (
    <OutcomeNotice outcome={outcome.what} onOutcome={(what) => setOutcome({ what, at: outcome.at })} />
  )
  return (
    <>
      {groups.length > 0 && (
        <p className="text-quiet">
          What visitors asked and did not get an answer to, alike questions together.
          {is_bounded && ` Only the latest ${MAX_UNANSWERED.toLocaleString('en')} questions are looked at.`}
        </p>
      )}
      {groups.length === 0 && notice}
      {groups.length === 0 && (
        <EmptyState
          title="Nothing is unanswered"
          action={
            <Button asChild>
              <Link to={botId === undefined ? '/dashboard/conversations' : `/dashboard/bots/${botId}/conversations`}>
                See the conversations
              </Link>
            </Button>
          }
        >
          A question that cannot be answered from what {botId === undefined ? 'a bot' : 'the bot'} knows appears here.
        </EmptyState>
      )}
      {groups.length > 0 && (
        <ul
          aria-label="Unanswered questions"
          className="divide-y divide-line rounded-card border border-line bg-surface"
        >
          {shown.map((group, index) => (
            <Fragment key={group.question_ids[0]}>
              {outcome?.at === index && <li className="p-3">{notice}</li>}
              <GroupRow
                group={group}
                isChosen={group === chosen}
                botName={nameOf(group.bot_id)}
                onOutcome={(what) => setOutcome({ what, at: index })}
              />
            </Fragment>
          ))}
          {outcome !== undefined && outcome.at >= shown.length && <li className="p-3">{notice}</li>}
        </ul>
      )}
      {groups.length > rows && (
        <div className="row justify-center gap-3">
          <Button onClick={() => setRows(rows + ROWS_AT_ONCE)}>Show more</Button>
          <span className="note tabular-nums">
            {rows} of {total.toLocaleString('en')}
          </span>
        </div>
      )}
      {groups.length <= rows && total > groups.length && (
        <p className="text-center note tabular-nums">
          These {groups.length} of {total.toLocaleString('en')} are asked most often. Settle some to see the next.
        </p>
      )}
    </>
  )
}

const GroupsSkeleton = () => (
  <div className="stack gap-5" role="status" aria-label="Loading the questions">
    <Skeleton className="h-5 w-80 max-w-full" />
    <div className="divide-y divide-line rounded-card border border-line bg-surface">
      {[1, 2, 3, 4].map((row) => (
        <div key={row} className="flex justify-between gap-6 p-4">
          <div className="stack grow gap-2">
            <Skeleton className="h-5 w-2/3" />
            <Skeleton className="h-4 w-40" />
          </div>
          <Skeleton className="h-8 w-24" />
        </div>
      ))}
    </div>
  </div>
)
