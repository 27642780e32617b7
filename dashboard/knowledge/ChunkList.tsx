import type { AnswerChunk } from '../api.ts'
import { toPercent } from '../bots/relevance-cut.ts'

type Props = { chunks: AnswerChunk[]; /** The bot's relevance cut, 0 to 1. */ cut: number }

/** Chunks that were found, the most relevant first, and where the bot's cut lies between them. */
export function ChunkList({ chunks, cut }: Props) {
  const bestFirst = chunks.toSorted((a, b) => b.relevance - a.relevance)
  const above = bestFirst.filter(({ relevance }) => relevance >= cut)
  const below = bestFirst.filter(({ relevance }) => relevance < cut)
  return (
    <ul aria-label="Chunks" className="stack gap-3">
      {above.map((chunk, index) => (
        <ChunkRow key={index} chunk={chunk} cut={cut} />
      ))}
      {below.length > 0 && (
        <li className="row gap-2.5 note before:h-px before:grow before:bg-edge after:h-px after:grow after:bg-edge">
          Below the bot’s cut of {toPercent(cut)} %
        </li>
      )}
      {below.map((chunk, index) => (
        <ChunkRow key={index} chunk={chunk} cut={cut} />
      ))}
    </ul>
  )
}

function ChunkRow({ chunk, cut }: { chunk: AnswerChunk; cut: number }) {
  // Rounded down, so that no chunk below the cut reads like one at it.
  const percent = Math.floor(chunk.relevance * 100)
  const isBelow = chunk.relevance < cut
  return (
    <li className="stack gap-1.5">
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
      <details className="note">
        <summary className="rounded-sm wrap-anywhere hover:text-ink">{chunk.excerpt}</summary>
        <p className="mt-2 max-h-60 overflow-y-auto rounded-control bg-sunk p-2.5 wrap-anywhere whitespace-pre-wrap">
          {chunk.text}
        </p>
      </details>
    </li>
  )
}
