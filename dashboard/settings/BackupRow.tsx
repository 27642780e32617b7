import { Check, Download, RotateCcw, Trash2, TriangleAlert } from 'lucide-react'
import type { Backup } from '#shared/backup.ts'
import { Button } from '../ui/Button.tsx'
import { When } from '../ui/When.tsx'
import { nameKind, summarise } from './backup-words.ts'
import { formatBytes } from './format-bytes.ts'

type Props = { backup: Backup; busy: boolean; onRestore: () => void; onDelete: () => void }

export function BackupRow({ backup, busy, onRestore, onDelete }: Props) {
  const { name, made_at, bytes, kind, counts, verified, is_last_good } = backup
  const label = `of ${new Date(made_at).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}`
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-2 gap-y-1.5 py-3 sm:flex-nowrap">
      <div className="min-w-0">
        <div className="row flex-wrap gap-x-2">
          <span className="font-medium">
            <When at={made_at} />
          </span>
          <span className="note">{nameKind(kind)}</span>
        </div>
        <div className="row gap-1 note tabular-nums">
          {verified && (
            <span title="Checked when it was made">
              <Check className="size-3.5 text-good" aria-hidden="true" />
              <span className="sr-only">Checked, </span>
            </span>
          )}
          {formatBytes(bytes)}
          {counts !== null && ` · ${summarise(counts)}`}
        </div>
        {!verified && (
          <div className="row gap-1.5 text-small text-bad">
            <TriangleAlert className="size-3.5 shrink-0" aria-hidden="true" />
            This file is not whole. Delete it.
          </div>
        )}
      </div>
      <div className="row shrink-0 max-sm:-ml-3 max-sm:flex-wrap sm:-mx-2 sm:[&>*]:px-2">
        <Button look="quiet" small asChild>
          <a
            href={`/api/admin/backups/${encodeURIComponent(name)}`}
            download={name}
            aria-label={`Download backup ${label}`}
          >
            <Download aria-hidden="true" />
            Download
          </a>
        </Button>
        {verified && (
          <Button look="quiet" small busy={busy} onClick={onRestore} aria-label={`Restore backup ${label}`}>
            <RotateCcw aria-hidden="true" />
            Restore
          </Button>
        )}
        {is_last_good ? (
          // Where the others have "Delete".
          <span className="px-2.5 note" title="The newest good backup cannot be deleted.">
            Newest
          </span>
        ) : (
          <Button look="quiet" small onClick={onDelete} aria-label={`Delete backup ${label}`}>
            <Trash2 aria-hidden="true" />
            Delete
          </Button>
        )}
      </div>
    </li>
  )
}
