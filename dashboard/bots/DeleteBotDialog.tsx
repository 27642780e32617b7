import { useState } from 'react'
import type { Bot } from '#shared/bot.ts'
import { trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Input } from '../ui/Input.tsx'
import { say, sayProblem } from '../ui/Toast.tsx'

type Props = { bot: Pick<Bot, 'id' | 'name'>; open: boolean; onClose: () => void; onDeleted?: () => void }

export function DeleteBotDialog({ bot, open, onClose, onDeleted }: Props) {
  const utils = trpc.useUtils()
  const [typed, setTyped] = useState('')
  const close = () => {
    setTyped('')
    onClose()
  }
  const remove = trpc.bots.delete.useMutation({
    // The list leaves it out while it is being deleted.
    onMutate: () => {
      close()
      onDeleted?.()
    },
    onSuccess: async () => {
      say(`${bot.name} deleted`)
      utils.bots.list.setData(undefined, (old) => old && { bots: old.bots.filter(({ id }) => id !== bot.id) })
      void utils.conversations.list.reset()
      await utils.bots.list.invalidate()
    },
    onError: (error) => sayProblem(`${bot.name} was not deleted. ${toFailure(error).message}`),
  })
  const matches = typed.trim() === bot.name.trim()

  return (
    <Dialog
      open={open}
      onClose={close}
      title={`Delete ${bot.name}?`}
      description="Its knowledge, conversations and key are removed for good, and the widget disappears from your site."
      action={
        <Button type="submit" form="delete-bot" look="destroy" disabled={!matches} busy={remove.isPending}>
          Delete bot
        </Button>
      }
    >
      <form
        id="delete-bot"
        onSubmit={(event) => {
          event.preventDefault()
          if (matches && !remove.isPending) remove.mutate({ id: bot.id })
        }}
      >
        <Field label="Type the bot's name to confirm">
          {(described) => (
            <Input
              {...described}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              placeholder={bot.name}
              autoComplete="off"
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
