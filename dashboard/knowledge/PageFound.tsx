import { CircleCheck } from 'lucide-react'
import type { UrlCheck } from '#shared/source.ts'
import { plural } from './training-words.ts'

/** What "Test URL" read at the address. */
export function PageFound({ page }: { page: UrlCheck }) {
  return (
    <div role="status" className="stack animate-appear gap-1.5 rounded-control bg-accent-wash p-3.5">
      <div className="row justify-between gap-4">
        <span className="row min-w-0 gap-1.5 font-medium">
          <CircleCheck className="size-4 shrink-0 text-good" aria-hidden="true" />
          <span className="truncate">{page.title}</span>
        </span>
        <span className="shrink-0 note tabular-nums">{plural(page.words, 'word')}</span>
      </div>
      <p className="line-clamp-4 text-small wrap-anywhere text-quiet">{page.excerpt}</p>
    </div>
  )
}
