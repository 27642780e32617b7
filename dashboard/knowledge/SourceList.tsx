import { useState } from 'react'
import type { Source } from '#shared/source.ts'
import { Button } from '../ui/Button.tsx'
import { SourceRow } from './SourceRow.tsx'
import { plural } from './training-words.ts'

const ROWS_AT_FIRST = 12

/** Newest first; of many the newest, and all on demand. */
export function SourceList({ title, sources }: { title: string; sources: Source[] }) {
  const [isWhole, setWhole] = useState(false)
  if (sources.length === 0) return null
  const newestFirst = sources.toSorted((a, b) => b.created_at.localeCompare(a.created_at))
  const shown = isWhole ? newestFirst : newestFirst.slice(0, ROWS_AT_FIRST)
  const words = sources.reduce((sum, source) => sum + source.words, 0)
  const chunks = sources.reduce((sum, source) => sum + source.chunks, 0)
  return (
    <section className="stack gap-2" aria-label={title}>
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="text-title font-semibold">{title}</h2>
        <span className="note tabular-nums">
          {sources.length.toLocaleString('en')} · {plural(words, 'word')} · {plural(chunks, 'chunk')}
        </span>
      </div>
      <ul aria-label={title} className="divide-y divide-line rounded-card border border-line bg-surface">
        {shown.map((source) => (
          <SourceRow key={source.id} source={source} />
        ))}
      </ul>
      {sources.length > ROWS_AT_FIRST && (
        <Button className="self-center" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show the newest' : `Show all ${sources.length.toLocaleString('en')}`}
        </Button>
      )}
    </section>
  )
}
