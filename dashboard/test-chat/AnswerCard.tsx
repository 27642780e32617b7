import { trpc, type AnswerChunk } from '../api.ts'
import { toPercent } from '../bots/relevance-cut.ts'
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
      {made.isSuccess && made.data.chunks.length > 0 && (
        <ul className="stack gap-3">
          {made.data.chunks.map((chunk, index) => (
            <ChunkRow key={index} chunk={chunk} cut={cut} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function ChunkRow({ chunk, cut }: { chunk: AnswerChunk; cut: number }) {
  // Rounded down, so that no chunk below the cut reads like one at it.
  const percent = Math.floor(chunk.relevance * 100)
  const isBelow = chunk.relevance < cut
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
          {percent} %{chunk.used || isBelow ? '' : ', not used'}
        </span>
      </div>
      <div className="relative row">
        <meter min={0} max={1} value={chunk.relevance} aria-label="Relevance" className="relevance" />
        <span
          aria-hidden="true"
          style={{ left: `${toPercent(cut)}%` }}
          className="absolute h-3 w-0.5 -translate-x-1/2 rounded-full bg-ink"
        />
      </div>
      {isBelow && <p className="note">Below the bot’s cut of {toPercent(cut)} %</p>}
      <details className="note">
        <summary className="rounded-sm wrap-anywhere hover:text-ink">{chunk.excerpt}</summary>
        <p className="mt-2 max-h-60 overflow-y-auto rounded-control bg-sunk p-2.5 wrap-anywhere whitespace-pre-wrap">
          {chunk.text}
        </p>
      </details>
    </li>
  )
}
