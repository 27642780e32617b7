import { useState } from 'react'
import type { Backup } from '#shared/backup.ts'
import { Button } from '../ui/Button.tsx'
import { BackupRow } from './BackupRow.tsx'
import { DeleteBackupDialog } from './DeleteBackupDialog.tsx'

/** The rest is behind "Show all". */
const SHOWN_AT_FIRST = 4

type Props = {
  backups: Backup[]
  busy: boolean
  onRestore: (name: string) => void
  onDelete: (name: string, done: () => void) => void
}

export function BackupList({ backups, busy, onRestore, onDelete }: Props) {
  const [all, setAll] = useState(false)
  const [doomed, setDoomed] = useState<Backup>()
  const [isGoing, setIsGoing] = useState(false)
  if (backups.length === 0) return <p className="text-quiet">No backup yet.</p>
  const isShort = !all && backups.length > SHOWN_AT_FIRST

  return (
    <>
      <ul aria-label="Backups" className="-mb-3 divide-y divide-line border-t border-line">
        {(isShort ? backups.slice(0, SHOWN_AT_FIRST) : backups).map((backup) => (
          <BackupRow
            key={backup.name}
            backup={backup}
            busy={busy}
            onRestore={() => onRestore(backup.name)}
            onDelete={() => setDoomed(backup)}
          />
        ))}
      </ul>
      {isShort && (
        <div>
          <Button small onClick={() => setAll(true)}>
            Show all {backups.length}
          </Button>
        </div>
      )}
      {doomed !== undefined && (
        <DeleteBackupDialog
          backup={doomed}
          busy={isGoing}
          onClose={() => setDoomed(undefined)}
          onDelete={() => {
            setIsGoing(true)
            onDelete(doomed.name, () => {
              setIsGoing(false)
              setDoomed(undefined)
            })
          }}
        />
      )}
    </>
  )
}
