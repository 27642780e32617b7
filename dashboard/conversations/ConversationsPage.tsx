import { useParams } from 'react-router'
import { trpc } from '../api.ts'
import { BotProblem } from '../bots/BotPage.tsx'
import { MessagesNav } from '../shell/MessagesNav.tsx'
import { PageHead } from '../shell/PageHead.tsx'
import { PageSkeleton } from '../shell/SignedIn.tsx'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { EmptyState, ErrorState } from '../ui/State.tsx'
import { ConversationList, ListSkeleton } from './ConversationList.tsx'
import { ConversationPane } from './ConversationPane.tsx'
import { NothingAsked } from './NothingAsked.tsx'
import { SEARCH_ID, Toolbar } from './Toolbar.tsx'
import { useConversations } from './use-conversations.ts'
import { toSearch, useFilter } from './use-filter.ts'

/** What visitors asked and bots answered: of all bots, or of the one in the address. */
export function ConversationsPage() {
  const { id } = useParams()
  return id === undefined ? <Conversations /> : <ConversationsOfBot id={id} />
}

function ConversationsOfBot({ id }: { id: string }) {
  const bot = trpc.bots.get.useQuery({ id })
  if (bot.isSuccess) return <Conversations key={id} back={{ to: `/dashboard/bots/${id}`, label: bot.data.name }} />
  if (bot.isPending) return <PageSkeleton />
  return <BotProblem error={bot.error} onRetry={() => void bot.refetch()} />
}

function Conversations({ back }: { back?: { to: string; label: string } }) {
  const where = useFilter()
  const list = useConversations(where.filter)
  const isEmpty = list.isSuccess && list.conversations.length === 0 && !list.hasNextPage
  const isUnused = isEmpty && !where.isNarrowed && where.chosen === undefined

  return (
    <div className="page stack grow gap-4">
      <PageHead title="Conversations" {...(back && { back })} />
      <MessagesNav />
      {isUnused ? (
        <NothingAsked botId={where.botId} />
      ) : (
        <>
          <Toolbar where={where} className={classes(where.chosen !== undefined && 'max-lg:hidden')} />
          <div className="grid grow grid-cols-1 gap-4 lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)]">
            <section
              aria-label="List of conversations"
              className={classes(
                'stack gap-2 lg:h-[calc(100dvh-18rem)] lg:min-h-96',
                where.chosen !== undefined && 'max-lg:hidden',
              )}
            >
              {list.isPending && <ListSkeleton />}
              {list.isError && list.data === undefined && (
                <ErrorState error={list.error} onRetry={() => void list.refetch()} />
              )}
              <div role="status" className="contents">
                {isEmpty && (
                  <NothingFound
                    where={where}
                    onClear={() => {
                      where.clear()
                      document.getElementById(SEARCH_ID)?.focus()
                    }}
                  />
                )}
              </div>
              {list.conversations.length > 0 || list.hasNextPage ? (
                <ConversationList key={toSearch(where.filter)} list={list} where={where} />
              ) : null}
            </section>
            <section
              aria-label="Conversation"
              className={classes(
                'stack lg:h-[calc(100dvh-18rem)] lg:min-h-96',
                where.chosen === undefined && 'max-lg:hidden',
              )}
            >
              {where.chosen === undefined && isEmpty ? null : where.chosen === undefined ? (
                <p className="m-auto py-12 text-quiet">Choose a conversation to read it.</p>
              ) : (
                <ConversationPane
                  key={where.chosen}
                  id={where.chosen}
                  back={where.toReading(undefined)}
                  onDeleted={list.drop}
                />
              )}
            </section>
          </div>
        </>
      )}
    </div>
  )
}

type NothingProps = { where: ReturnType<typeof useFilter>; onClear: () => void }

function NothingFound({ where: { isUnanswered, query }, onClear }: NothingProps) {
  const action = <Button onClick={onClear}>Show all</Button>
  if (isUnanswered && query === '') {
    return (
      <EmptyState title="Nothing is unanswered" action={action}>
        Every question in these conversations was answered.
      </EmptyState>
    )
  }
  return (
    <EmptyState title="Nothing found" action={action}>
      No conversation {isUnanswered && 'with an unanswered question '}fits this search. A message must hold all of its
      words.
    </EmptyState>
  )
}
