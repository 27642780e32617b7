import type { Backup } from '#shared/backup.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

type Props = { backup: Backup; busy: boolean; onClose: () => void; onDelete: () => void }

export function DeleteBackupDialog({ backup, busy, onClose, onDelete }: Props) {
  const made = new Date(backup.made_at).toLocaleString('en', { dateStyle: 'long', timeStyle: 'short' })
  return (
    <Dialog
      open
      onClose={onClose}
      title="Delete this backup?"
      description={`It was made on ${made}. The file is gone for good.`}
      action={
        <Button look="destroy" busy={busy} onClick={onDelete}>
          Delete backup
        </Button>
      }
    />
  )
}
