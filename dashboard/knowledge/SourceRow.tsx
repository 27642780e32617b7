import { FileText, Globe, RefreshCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { isInWork, type Source } from '#shared/source.ts'
import { trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { When } from '../ui/When.tsx'
import { plural } from './training-words.ts'
import { TrainingProgress } from './TrainingProgress.tsx'
import { useShowSource } from './use-sources.ts'

export function SourceRow({ source }: { source: Source }) {
  const showSource = useShowSource(source.bot_id)
  const retrain = trpc.sources.retrain.useMutation({ onSuccess: showSource })
  const ids = { id: source.bot_id, source_id: source.id }
  const Icon = source.type === 'url' ? Globe : FileText
  const problem = retrain.error
    ? toFailure(retrain.error).message
    : source.status === 'error'
      ? source.status_detail
      : null

  return (
    <li className="grid grid-cols-1 gap-x-4 gap-y-2.5 p-4 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="flex min-w-0 gap-3">
        <Icon className="mt-0.5 size-4 shrink-0 text-quiet" aria-hidden="true" />
        <div className="min-w-0">
          <h2 className="truncate font-medium">{source.title || source.content}</h2>
          {source.title !== source.content && (
            <p className="truncate note">{source.type === 'url' ? source.content : opening(source)}</p>
          )}
        </div>
      </div>
      <div className="stack gap-1 pl-7 sm:col-span-2">
        {isInWork(source.status) ? <TrainingProgress source={source} /> : <TrainedLine source={source} />}
        {problem !== null && (
          <p role="alert" className="text-small wrap-anywhere text-bad">
            {problem}
          </p>
        )}
        {source.status === 'done' && source.status_detail !== null && (
          <p className="text-small text-warn">{source.status_detail}</p>
        )}
      </div>
      {!isInWork(source.status) && (
        <div className="row gap-0.5 max-sm:-mb-2 max-sm:pl-4 sm:col-start-2 sm:row-start-1">
          <Button look="quiet" small busy={retrain.isPending} onClick={() => retrain.mutate(ids)}>
            <RefreshCw />
            Re-train
          </Button>
          <RemoveSource source={source} />
        </div>
      )}
    </li>
  )
}

function TrainedLine({ source }: { source: Source }) {
  if (source.trained_at === null) return null
  return (
    <p className="note tabular-nums">
      {source.status === 'error' ? 'Still answers from what it learned ' : 'Trained '}
      <When at={source.trained_at} /> · {plural(source.words, 'word')} · {plural(source.chunks, 'chunk')}
    </p>
  )
}

function RemoveSource({ source }: { source: Source }) {
  const utils = trpc.useUtils()
  const [asking, setAsking] = useState(false)
  const bot = { id: source.bot_id }
  const remove = trpc.sources.delete.useMutation({
    onSuccess: () => {
      setAsking(false)
      utils.sources.list.setData(bot, (old) => old && { sources: old.sources.filter(({ id }) => id !== source.id) })
      void utils.bots.invalidate()
      void utils.settings.get.invalidate()
    },
  })
  return (
    <>
      <Button look="quiet" small className="hover:text-bad" onClick={() => setAsking(true)}>
        <Trash2 />
        Remove
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Remove this source?"
        description={
          remove.error
            ? toFailure(remove.error).message
            : `The bot forgets what it learned from “${source.title || source.content}”.`
        }
        action={
          <Button
            look="destroy"
            busy={remove.isPending}
            onClick={() => remove.mutate({ ...bot, source_id: source.id })}
          >
            Remove
          </Button>
        }
      />
    </>
  )
}

/** The start of a text, without the line its title was taken from. */
function opening({ title, content }: Source): string {
  const lines = content.split('\n').map((line) => line.trim())
  return lines.find((line) => line !== '' && !line.endsWith(title))?.slice(0, 140) ?? ''
}
