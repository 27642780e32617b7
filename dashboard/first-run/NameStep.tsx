import { useState } from 'react'
import { useNavigate } from 'react-router'
import { newBotSchema, type Bot } from '#shared/bot.ts'
import { trpc } from '../api.ts'
import { checkFields } from '../check-fields.ts'
import { toFailure } from '../failure.ts'
import { useProblems } from '../use-problems.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Field } from '../ui/Field.tsx'
import { Input } from '../ui/Input.tsx'
import { FormError } from '../ui/State.tsx'
import { StepButtons } from './StepButtons.tsx'
import { stepPath } from './StepList.tsx'

const checkName = (values: Record<string, unknown>) => checkFields(newBotSchema.shape, values)

export function NameStep({ bot }: { bot: Bot | undefined }) {
  const utils = trpc.useUtils()
  const navigate = useNavigate()
  const [name, setName] = useState(bot?.name ?? '')
  const { problems, ...judge } = useProblems(checkName)

  const goOn = async (saved: Bot) => {
    utils.bots.get.setData({ id: saved.id }, saved)
    void utils.bots.list.invalidate()
    // Back from the next step returns to this bot's name, not to a form that would make a second bot.
    if (bot === undefined) await navigate(stepPath(saved.id, 'name'), { replace: true })
    await navigate(stepPath(saved.id, 'knowledge'))
  }
  const onError = (error: unknown) => judge.refuse(toFailure(error).fields)
  const create = trpc.bots.create.useMutation({ onSuccess: goOn, onError })
  const rename = trpc.bots.update.useMutation({ onSuccess: goOn, onError })
  const isBusy = create.isPending || rename.isPending
  const error = create.error ?? rename.error
  const failure = error ? toFailure(error) : undefined

  const submit = () => {
    if ('name' in judge.check({ name }) || isBusy) return
    if (bot === undefined) create.mutate({ name })
    else if (bot.name === name) void goOn(bot)
    else rename.mutate({ id: bot.id, name })
  }

  return (
    <>
      <Card>
        <form
          id="name-bot"
          noValidate
          className="stack gap-5"
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <FormError message={failure && failure.fields['name'] === undefined ? failure.message : undefined} />
          <Field label="Bot name" error={problems['name']} onLeave={() => judge.leave('name', name)}>
            {(described) => (
              <Input
                {...described}
                value={name}
                onChange={(event) => {
                  setName(event.target.value)
                  judge.edit('name', event.target.value)
                }}
                placeholder="Corner Bakery"
                maxLength={80}
                autoComplete="off"
                autoFocus
              />
            )}
          </Field>
        </form>
      </Card>
      <StepButtons back="/dashboard">
        <Button type="submit" form="name-bot" look="primary" busy={isBusy}>
          {bot === undefined ? 'Create bot' : 'Continue'}
        </Button>
      </StepButtons>
    </>
  )
}
