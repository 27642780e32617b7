import { trpc, type AnswerChunk } from '../api.ts'
import type { WidgetAnswer } from '../preview/messages.ts'
import { Card } from '../ui/Card.tsx'
import { ErrorState, Skeleton } from '../ui/State.tsx'

export type Exchange = { question: string; answer: WidgetAnswer }

/** One question, and the chunks its answer was looked for in. */
export function AnswerCard({ exchange: { question, answer } }: { exchange: Exchange }) {
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
      {made.isSuccess && made.data.chunks.length > 0 && (
        <ul className="stack gap-3">
          {made.data.chunks.map((chunk, index) => (
            <ChunkRow key={index} chunk={chunk} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function ChunkRow({ chunk }: { chunk: AnswerChunk }) {
  const percent = Math.round(chunk.relevance * 100)
  return (
    <li className="stack gap-1.5 border-t border-line pt-3">
      <div className="row justify-between gap-3 text-small">
        <span className="truncate font-medium">
          {chunk.url === null ? (
            chunk.title
          ) : (
            <a
              href={chunk.url}
              target="_blank"
              rel="noopener noreferrer"
              className="rounded-xs text-accent hover:underline"
            >
              {chunk.title || chunk.url}
            </a>
          )}
        </span>
        <span className="shrink-0 text-quiet tabular-nums">
          {percent} %{chunk.used ? '' : ', not used'}
        </span>
      </div>
      <meter min={0} max={1} value={chunk.relevance} aria-label="Relevance" className="relevance" />
      <details className="note">
        <summary className="rounded-sm wrap-anywhere hover:text-ink">{chunk.excerpt}</summary>
        <p className="mt-2 max-h-60 overflow-y-auto rounded-control bg-sunk p-2.5 wrap-anywhere whitespace-pre-wrap">
          {chunk.text}
        </p>
      </details>
    </li>
  )
}
