import { useState } from 'react'
import type { Source, SourceView as View } from '#shared/source.ts'
import { trpc } from '../api.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { ErrorState, Skeleton } from '../ui/State.tsx'
import { TabPanel, Tabs } from '../ui/Tabs.tsx'
import { plural } from './training-words.ts'

type Props = { source: Source; open: boolean; onClose: () => void }

/** What the bot learned from a source: its text as it was read, and the chunks made of it. */
export function SourceView({ source, open, onClose }: Props) {
  const learned = trpc.sources.view.useQuery(
    { id: source.bot_id, source_id: source.id },
    // Trained anew meanwhile, it is another text.
    { enabled: open, staleTime: 0 },
  )
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={source.title || source.content}
      note={
        source.type === 'url' && (
          <a href={source.content} target="_blank" rel="noopener noreferrer" className="rounded-xs hover:underline">
            {source.content}
          </a>
        )
      }
    >
      {learned.isPending && <ViewSkeleton />}
      {learned.isError && <ErrorState error={learned.error} onRetry={() => void learned.refetch()} />}
      {learned.isSuccess && <TextAndChunks source={source} view={learned.data} />}
    </Sheet>
  )
}

function TextAndChunks({ source, view }: { source: Source; view: View }) {
  const [tab, setTab] = useState<'text' | 'chunks'>(view.text === null ? 'chunks' : 'text')
  return (
    <Tabs
      label="What was learned"
      value={tab}
      onChange={setTab}
      tabs={[
        { value: 'text', label: 'Text', badge: <Count of={source.words} /> },
        { value: 'chunks', label: 'Chunks', badge: <Count of={view.chunks.length} /> },
      ]}
    >
      <TabPanel value="text">
        {view.text === null ? (
          <p className="text-quiet">Re-train to see the text as it was read.</p>
        ) : (
          <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
            {view.text}
          </p>
        )}
      </TabPanel>
      <TabPanel value="chunks">
        <ol className="stack divide-y divide-line *:py-4 *:first:pt-0">
          {view.chunks.map((chunk) => (
            <ChunkItem key={chunk.index} chunk={chunk} />
          ))}
        </ol>
      </TabPanel>
    </Tabs>
  )
}

const Count = ({ of }: { of: number }) => (
  <span className="text-small text-quiet tabular-nums">
    <span className="sr-only">: </span>
    {of.toLocaleString('en')}
  </span>
)

function ChunkItem({ chunk }: { chunk: View['chunks'][number] }) {
  return (
    <li className="stack gap-1.5">
      <div className="flex items-baseline justify-between gap-4 text-small">
        <span className="min-w-0 font-medium wrap-anywhere">
          {chunk.heading_path.join(' › ') || `Chunk ${chunk.index + 1}`}
        </span>
        <span className="shrink-0 text-quiet tabular-nums">{toSearchWords(chunk)}</span>
      </div>
      <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
        {chunk.text}
      </p>
    </li>
  )
}

/** How it can be found. */
function toSearchWords({ windows, passages }: View['chunks'][number]): string {
  if (windows === 0) return 'Found by its words only'
  return [plural(windows, 'window'), ...(passages > 0 ? [plural(passages, 'passage')] : [])].join(', ')
}

const ViewSkeleton = () => (
  <div className="stack gap-4 pt-2" role="status" aria-label="Loading the text">
    <Skeleton className="h-9 w-40" />
    {['w-full', 'w-11/12', 'w-full', 'w-3/4'].map((width, index) => (
      <Skeleton key={index} className={`h-4 ${width}`} />
    ))}
  </div>
)
