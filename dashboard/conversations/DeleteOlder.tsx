import { useState } from 'react'
import { MAX_DAYS } from '#shared/conversation-limits.ts'
import { trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Input } from '../ui/Input.tsx'
import { say } from '../ui/Toast.tsx'

const DEFAULT_DAYS = '365'

type Props = { botId: string | undefined; onClose: () => void }

export function DeleteOlder({ botId, onClose }: Props) {
  const utils = trpc.useUtils()
  const [typed, setTyped] = useState(DEFAULT_DAYS)
  const days = /^\d+$/.test(typed.trim()) ? Number(typed) : 0
  const isValid = days >= 1 && days <= MAX_DAYS
  const old = { older_than_days: days, ...(botId !== undefined && { bot_id: botId }) }
  const count = trpc.conversations.countOld.useQuery(old, { enabled: isValid, staleTime: 0 })
  const found = isValid ? count.data?.conversations : undefined
  const remove = trpc.conversations.deleteOld.useMutation({
    onSuccess: async ({ conversations }) => {
      onClose()
      say(`${toWords(conversations)} deleted`)
      await utils.conversations.invalidate()
    },
  })
  const failure = remove.error ?? count.error

  return (
    <Dialog
      open
      onClose={onClose}
      title="Delete older conversations"
      description={
        botId === undefined
          ? 'Of all bots, whatever the search shows. They are removed for good; export them first if you may need them.'
          : 'Of this bot, whatever the search shows. They are removed for good; export them first if you may need them.'
      }
      action={
        <Button type="submit" form="delete-older" look="destroy" disabled={!found} busy={remove.isPending}>
          {found ? `Delete ${toWords(found)}` : 'Delete'}
        </Button>
      }
    >
      <form
        id="delete-older"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (found && !remove.isPending) remove.mutate(old)
        }}
      >
        <Field
          label="Days without a message"
          hint={toHint(found, days)}
          error={
            isValid
              ? failure
                ? toFailure(failure).message
                : undefined
              : `Enter a whole number from 1 to ${MAX_DAYS.toLocaleString('en')}.`
          }
        >
          {(described) => (
            <Input
              {...described}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              inputMode="numeric"
              autoComplete="off"
              className="max-w-32 tabular-nums"
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}

function toHint(found: number | undefined, days: number): string {
  if (found === undefined) return 'Counting…'
  if (found === 0) return 'No conversation is that old.'
  return `${toWords(found)} had no message for ${days === 1 ? '1 day' : `${days.toLocaleString('en')} days`}.`
}

const toWords = (count: number): string =>
  count === 1 ? '1 conversation' : `${count === 0 ? 'No' : count.toLocaleString('en')} conversations`
