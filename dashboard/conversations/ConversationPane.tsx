import { ChevronLeft, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Conversation } from '#shared/conversation.ts'
import { trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { EmptyState, ErrorState, FormError, Skeleton } from '../ui/State.tsx'
import { say } from '../ui/Toast.tsx'
import { When } from '../ui/When.tsx'
import { MessageBubble } from './MessageBubble.tsx'

type Props = { id: string; /** The list without it. */ back: string; onDeleted: (id: string) => void }

export function ConversationPane({ id, back, onDeleted }: Props) {
  const transcript = trpc.conversations.get.useInfiniteQuery(
    { id },
    { getNextPageParam: ({ next_cursor }) => next_cursor },
  )
  const isGone = transcript.isError && toFailure(transcript.error).code === 'not_found'
  const pages = isGone ? [] : (transcript.data?.pages ?? [])
  const [first] = pages
  const messages = pages.flatMap((page) => page.messages)
  const refused = messages.findLast(({ role }, i) => role === 'user' && messages[i + 1]?.answered === false)
  // On a phone it takes the list's place; its way back is where the keyboard goes on.
  const backLink = useRef<HTMLAnchorElement>(null)
  useEffect(() => backLink.current?.focus({ preventScroll: true }), [])

  return (
    <div className="stack min-h-0 grow rounded-card border border-line bg-surface">
      <Link
        ref={backLink}
        to={back}
        preventScrollReset
        className="row note gap-0.5 rounded-md px-3 pt-3 hover:text-ink lg:hidden"
      >
        <ChevronLeft className="size-4" aria-hidden="true" />
        Back to the list
      </Link>
      {first !== undefined && (
        <PaneHead conversation={first.conversation} refusedId={refused?.id} back={back} onDeleted={onDeleted} />
      )}
      <div
        className="stack min-h-0 grow gap-4 overflow-y-auto p-3 sm:p-4"
        tabIndex={0}
        role="group"
        aria-label="Messages"
      >
        {transcript.isPending && <PaneSkeleton />}
        {isGone && (
          <EmptyState
            title="This conversation does not exist"
            action={
              <Button asChild>
                <Link to={back}>Show the others</Link>
              </Button>
            }
          >
            It may have been deleted.
          </EmptyState>
        )}
        {transcript.isError && !isGone && first === undefined && (
          <ErrorState error={transcript.error} onRetry={() => void transcript.refetch()} />
        )}
        <ol className="stack gap-4">
          {messages.map((message) => (
            <MessageBubble key={message.id} message={message} botName={first?.conversation.bot_name ?? ''} />
          ))}
        </ol>
        {transcript.isFetchNextPageError && !isGone && (
          <ErrorState error={transcript.error} onRetry={() => void transcript.fetchNextPage()} />
        )}
        {transcript.hasNextPage && !transcript.isError && (
          <div>
            <Button small busy={transcript.isFetchingNextPage} onClick={() => void transcript.fetchNextPage()}>
              Show more messages
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}

type HeadProps = Omit<Props, 'id'> & {
  conversation: Conversation
  /** The last question shown that got no answer. */
  refusedId: string | undefined
}

function PaneHead({ conversation, refusedId, back, onDeleted }: HeadProps) {
  const [asking, setAsking] = useState(false)
  const { id, bot_id, bot_name, created_at, unanswered } = conversation
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-3 py-2 sm:px-4">
      <div className="min-w-0">
        <h2 className="truncate font-semibold">{bot_name}</h2>
        <p className="note">
          Began <When at={created_at} />
        </p>
      </div>
      <div className="row gap-1">
        {unanswered > 0 && refusedId !== undefined && (
          <Button small asChild>
            <Link to={`/dashboard/bots/${bot_id}/unanswered?q=${refusedId}`}>Answer it</Link>
          </Button>
        )}
        <Button look="quiet" small className="hover:text-bad" onClick={() => setAsking(true)}>
          <Trash2 />
          Delete conversation
        </Button>
      </div>
      {asking && <DeleteOne id={id} back={back} onDeleted={onDeleted} onClose={() => setAsking(false)} />}
    </div>
  )
}

function DeleteOne({ id, back, onDeleted, onClose }: Props & { onClose: () => void }) {
  const navigate = useNavigate()
  const remove = trpc.conversations.delete.useMutation({
    onSuccess: () => {
      onClose()
      onDeleted(id)
      say('Conversation deleted')
      void navigate(back, { replace: true, preventScrollReset: true })
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title="Delete this conversation?"
      description="All of its messages are removed for good."
      action={
        <Button look="destroy" busy={remove.isPending} onClick={() => remove.mutate({ id })}>
          Delete conversation
        </Button>
      }
    >
      <FormError message={remove.error ? toFailure(remove.error).message : undefined} />
    </Dialog>
  )
}

const PaneSkeleton = () => (
  <div role="status" aria-label="Loading the conversation" className="stack gap-4">
    <Skeleton className="h-10 w-2/3 self-end" />
    <Skeleton className="h-20 w-3/4" />
    <Skeleton className="h-10 w-1/2 self-end" />
  </div>
)
