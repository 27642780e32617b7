import { useState } from 'react'
import { botChangesSchema } from '#shared/bot.ts'
import { trpc, type Settings } from '../api.ts'
import { toLimit } from '../bots/bot-form.ts'
import { checkFields } from '../check-fields.ts'
import { toFailure } from '../failure.ts'
import { useProblems } from '../use-problems.ts'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/Card.tsx'
import { Field } from '../ui/Field.tsx'
import { Input } from '../ui/Input.tsx'

const checkLimit = ({ limit }: Record<string, unknown>) => {
  const { message_limit } = checkFields(botChangesSchema.shape, { message_limit: toLimit(String(limit)) })
  return message_limit === undefined ? {} : { limit: message_limit }
}

export function DefaultsSection({ settings }: { settings: Settings }) {
  const utils = trpc.useUtils()
  const [typed, setTyped] = useState<string>()
  const { problems, ...judge } = useProblems(checkLimit)
  const update = trpc.settings.update.useMutation({
    onMutate: async (changes) => {
      await utils.settings.get.cancel()
      const before = utils.settings.get.getData()
      utils.settings.get.setData(undefined, (old) => old && { ...old, ...changes })
      return { before }
    },
    onSuccess: (saved) => {
      utils.settings.get.setData(undefined, saved)
      setTyped(undefined)
    },
    onError: (error, _changes, shown) => {
      utils.settings.get.setData(undefined, shown?.before)
      const { fields, message } = toFailure(error)
      judge.refuse({ limit: fields['message_limit_default'] ?? message })
    },
  })
  const limit = typed ?? String(settings.message_limit_default)
  const isDirty = toLimit(limit) !== settings.message_limit_default

  return (
    <Section title="New bots">
      <form
        noValidate
        className="stack gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const found = judge.check({ limit })
          if (Object.keys(found).length > 0 || !isDirty || update.isPending) return
          update.mutate({ message_limit_default: toLimit(limit) })
        }}
      >
        <Field
          label="Default message limit"
          hint="Messages a month. Bots you already have keep theirs."
          error={problems['limit']}
          onLeave={() => judge.leave('limit', limit)}
        >
          {(described) => (
            <Input
              {...described}
              value={limit}
              onChange={(event) => {
                setTyped(event.target.value)
                judge.edit('limit', event.target.value)
              }}
              inputMode="numeric"
              autoComplete="off"
              className="max-w-40 tabular-nums"
            />
          )}
        </Field>
        <div className="row gap-3">
          <Button type="submit" disabled={!isDirty && !update.isPending} busy={update.isPending}>
            Save default
          </Button>
          <span role="status" className="note">
            {update.isPending ? 'Saving…' : update.isSuccess && !isDirty && 'Saved'}
          </span>
        </div>
      </form>
    </Section>
  )
}
