import { useState } from 'react'
import { RESTORE_WORD, type Inspection } from '#shared/backup.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Card.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Input } from '../ui/Input.tsx'
import { countBots, describeExchange } from './backup-words.ts'
import { formatBytes } from './format-bytes.ts'

type Props = {
  inspection: Inspection
  busy: boolean
  problem: string | undefined
  onClose: () => void
  onRestore: () => void
}

/** What is in a backup, in plain words, before it takes the place of everything. */
export function RestoreDialog({ inspection, busy, problem, onClose, onRestore }: Props) {
  const [typed, setTyped] = useState('')
  const matches = typed.trim().toLowerCase() === RESTORE_WORD
  const made = new Date(inspection.made_at).toLocaleString('en', { dateStyle: 'long', timeStyle: 'short' })
  const { counts, hidden_keys, was_older } = inspection

  return (
    <Dialog
      open
      onClose={onClose}
      title="Restore this backup?"
      description={
        <>
          It was made on {made}, is checked, and is whole. {describeExchange(inspection)} What is here now is kept as a
          backup of its own.
        </>
      }
      action={
        <Button type="submit" form="restore-backup" look="destroy" disabled={!matches} busy={busy}>
          Restore backup
        </Button>
      }
    >
      <form
        id="restore-backup"
        className="stack gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (matches && !busy) onRestore()
        }}
      >
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 tabular-nums">
          <Fact name="Bots">
            {counts.bots === 0 ? 'None' : nameBots(inspection)}
            {inspection.avatars > 0 && <span className="text-quiet"> · {inspection.avatars} with a picture</span>}
          </Fact>
          <Fact name="Sources">{counts.sources.toLocaleString('en')}</Fact>
          <Fact name="Conversations">{counts.conversations.toLocaleString('en')}</Fact>
          <Fact name="Messages">{counts.messages.toLocaleString('en')}</Fact>
          <Fact name="Size">{formatBytes(inspection.bytes)}</Fact>
          {was_older && <Fact name="Version">{inspection.app_version}, brought up to this one</Fact>}
        </dl>
        {hidden_keys > 0 && (
          <Notice tone="warn">
            This server has another secret.key than the one the backup was made with. The widgets of{' '}
            {countBots(hidden_keys)} go on working, but their code cannot be shown until you put the old file back or
            make new keys.
          </Notice>
        )}
        <p className="note">
          Your username and password stay as they are now, and you stay signed in; other devices are signed out.
          Visitors are asked to wait for a few seconds.
        </p>
        <Field label={`Type "${RESTORE_WORD}" to confirm`} error={problem}>
          {(described) => (
            <Input
              {...described}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              placeholder={RESTORE_WORD}
              autoComplete="off"
              autoCapitalize="none"
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}

const SHOWN_NAMES = 5

function nameBots({ bot_names, counts }: Inspection): string {
  const shown = bot_names.slice(0, SHOWN_NAMES).join(', ')
  const more = counts.bots - Math.min(bot_names.length, SHOWN_NAMES)
  return more > 0 ? `${shown} and ${more.toLocaleString('en')} more` : shown
}

const Fact = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <>
    <dt className="text-quiet">{name}</dt>
    <dd className="wrap-anywhere">{children}</dd>
  </>
)
