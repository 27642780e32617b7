import { Eye, Pencil, RefreshCw, Trash2 } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { parseAnswerText } from '#shared/answer-text.ts'
import { isInWork, type Source } from '#shared/source.ts'
import { trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { sayProblem } from '../ui/Toast.tsx'
import { When } from '../ui/When.tsx'
import { EditText } from './EditText.tsx'
import { KINDS, kindOf } from './source-kind.ts'
import { SourceView } from './SourceView.tsx'
import { plural } from './training-words.ts'
import { TrainingProgress } from './TrainingProgress.tsx'
import { useShowSource } from './use-sources.ts'

export function SourceRow({ source }: { source: Source }) {
  const [editing, setEditing] = useState(false)
  const [viewing, setViewing] = useState(false)
  const editButton = useRef<HTMLButtonElement>(null)
  // Takes the focus of a button that leaves while the source is trained.
  const row = useRef<HTMLLIElement>(null)
  const titleId = useId()
  const { Icon } = KINDS[kindOf(source)]
  const isWorking = isInWork(source.status)
  const showSource = useShowSource(source.bot_id)
  const retrain = trpc.sources.retrain.useMutation({
    onSuccess: (answer) => {
      showSource(answer)
      row.current?.focus({ preventScroll: true })
    },
  })
  const problem = retrain.error
    ? toFailure(retrain.error).message
    : source.status === 'error'
      ? source.status_detail
      : null

  return (
    <li
      ref={row}
      tabIndex={-1}
      aria-labelledby={titleId}
      className="grid grid-cols-1 gap-x-4 gap-y-2.5 p-4 sm:grid-cols-[minmax(0,1fr)_auto]"
    >
      <span role="status" className="sr-only">
        {isWorking ? 'Training' : source.status === 'done' ? 'Trained' : ''}
      </span>
      <div className="flex min-w-0 gap-3">
        <Icon className="mt-0.5 size-4 shrink-0 text-quiet" aria-hidden="true" />
        <div className="min-w-0">
          <h3 id={titleId} className="truncate font-medium">
            {source.title || source.content}
          </h3>
          {source.title !== source.content && <p className="truncate note">{secondLine(source)}</p>}
        </div>
      </div>
      <div className="stack gap-1 pl-7 sm:col-span-2">
        {isWorking ? <TrainingProgress source={source} /> : <TrainedLine source={source} />}
        {problem !== null && (
          <p role="alert" className="text-small wrap-anywhere text-bad">
            {problem}
          </p>
        )}
        {source.status === 'done' && source.status_detail !== null && (
          <p className="text-small text-warn">{source.status_detail}</p>
        )}
      </div>
      <div className="row -ml-2.5 flex-wrap gap-0.5 max-sm:-mb-2 max-sm:pl-2.5 max-sm:*:px-2! max-sm:[&_svg]:hidden sm:col-start-2 sm:row-start-1 sm:ml-0 sm:justify-end">
        {source.trained_at !== null && (
          <Button look="quiet" small aria-describedby={titleId} onClick={() => setViewing(true)}>
            <Eye />
            View
          </Button>
        )}
        {!isWorking && source.type === 'text' && (
          <Button
            ref={editButton}
            look="quiet"
            small
            aria-describedby={titleId}
            aria-expanded={editing}
            onClick={() => setEditing(true)}
          >
            <Pencil />
            Edit
          </Button>
        )}
        {!isWorking && (
          <>
            <Button
              look="quiet"
              small
              aria-describedby={titleId}
              busy={retrain.isPending}
              onClick={() => retrain.mutate({ id: source.bot_id, source_id: source.id })}
            >
              <RefreshCw />
              Re-train
            </Button>
            <RemoveSource source={source} titleId={titleId} />
          </>
        )}
      </div>
      {editing && (
        <div className="border-t border-line pt-4 sm:col-span-2">
          <EditText
            source={source}
            onClose={() => {
              setEditing(false)
              const back = editButton.current ?? row.current
              back?.focus()
            }}
          />
        </div>
      )}
      <SourceView source={source} open={viewing} onClose={() => setViewing(false)} />
    </li>
  )
}

function TrainedLine({ source }: { source: Source }) {
  const kind = KINDS[kindOf(source)].name
  if (source.trained_at === null) return <p className="note">{kind}</p>
  return (
    <p className="note tabular-nums">
      {kind} · {plural(source.words, 'word')} · {plural(source.chunks, 'chunk')} ·{' '}
      {source.status === 'error' ? 'still answers from what it learned ' : 'trained '}
      <When at={source.trained_at} />
    </p>
  )
}

function RemoveSource({ source, titleId }: { source: Source; titleId: string }) {
  const utils = trpc.useUtils()
  const [asking, setAsking] = useState(false)
  const bot = { id: source.bot_id }
  const remove = trpc.sources.delete.useMutation({
    // Its row is gone at once, and with it the place where a refusal could be said.
    onMutate: async () => {
      await utils.sources.list.cancel(bot)
      utils.sources.list.setData(bot, (old) => old && { sources: old.sources.filter(({ id }) => id !== source.id) })
    },
    onSuccess: () => {
      void utils.bots.invalidate()
      void utils.settings.get.invalidate()
    },
    onError: (error) => {
      sayProblem(`“${source.title || source.content}” was not removed. ${toFailure(error).message}`)
      void utils.sources.list.invalidate(bot)
    },
  })
  return (
    <>
      <Button look="quiet" small className="hover:text-bad" aria-describedby={titleId} onClick={() => setAsking(true)}>
        <Trash2 />
        Remove
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Remove this source?"
        description={`The bot forgets what it learned from “${source.title || source.content}”.`}
        action={
          <Button look="destroy" onClick={() => remove.mutate({ ...bot, source_id: source.id })}>
            Remove source
          </Button>
        }
      />
    </>
  )
}

/** What stands below the title: the address, or how the text begins. */
function secondLine({ type, title, content }: Source): string {
  if (type === 'url') return content
  const answer = parseAnswerText(content)?.answer
  const lines = (answer ?? content).split('\n').map((line) => line.trim())
  return lines.find((line) => line !== '' && !line.endsWith(title))?.slice(0, 140) ?? ''
}
