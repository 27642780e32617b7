import { trpc } from '../api.ts'
import { ChunkList } from '../knowledge/ChunkList.tsx'
import type { WidgetAnswer } from '../preview/messages.ts'
import { Card } from '../ui/Card.tsx'
import { ErrorState, Skeleton } from '../ui/State.tsx'

/** `cut` is the bot's relevance cut when it answered. */
export type Exchange = { question: string; answer: WidgetAnswer; cut: number }

/** One question, and the chunks its answer was looked for in. */
export function AnswerCard({ exchange: { question, answer, cut } }: { exchange: Exchange }) {
  const made = trpc.answers.get.useQuery({ message_id: answer.message_id }, { staleTime: Infinity })
  return (
    <Card className="stack gap-3">
      <div className="stack gap-0.5">
        <h3 className="font-medium wrap-anywhere">{question}</h3>
        <span className={answer.answered ? 'text-small text-good' : 'text-small text-warn'}>
          {answer.answered ? 'Answered' : 'Not in its knowledge'}
        </span>
      </div>
      {made.isPending && <Skeleton className="h-16" />}
      {made.isError && <ErrorState error={made.error} onRetry={() => void made.refetch()} />}
      {made.isSuccess && made.data.chunks.length === 0 && <p className="note">No chunk of its knowledge was used.</p>}
      {made.isSuccess && made.data.chunks.length > 0 && <ChunkList chunks={made.data.chunks} cut={cut} />}
    </Card>
  )
}
