import { useState } from 'react'
import { changePasswordSchema } from '#shared/account.ts'
import { trpc, type Settings } from '../api.ts'
import { RetrainBanner } from '../bots/RetrainBanner.tsx'
import { toLimit } from '../bots/bot-form.ts'
import { checkFields } from '../check-fields.ts'
import { toFailure } from '../failure.ts'
import { PageHead } from '../shell/PageHead.tsx'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/Card.tsx'
import { Field } from '../ui/Field.tsx'
import { Input, PasswordInput } from '../ui/Input.tsx'
import { ErrorState, FormError, Skeleton } from '../ui/State.tsx'
import { EngineSection } from './EngineSection.tsx'

export function SettingsPage() {
  const settings = trpc.settings.get.useQuery()
  return (
    <div className="page stack gap-6">
      <PageHead title="Settings" />
      <div className="narrow stack gap-6">
        {settings.isPending && (
          <>
            <Skeleton className="h-44" />
            <Skeleton className="h-40" />
          </>
        )}
        {settings.isError && <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />}
        {settings.isSuccess && (
          <>
            <RetrainBanner />
            <EngineSection settings={settings.data} />
            <DefaultsSection settings={settings.data} />
          </>
        )}
        <PasswordSection />
        <SessionsSection />
        {settings.isSuccess && <p className="note">Frontdesk {settings.data.version}</p>}
      </div>
    </div>
  )
}

function DefaultsSection({ settings }: { settings: Settings }) {
  const utils = trpc.useUtils()
  const [limit, setLimit] = useState(String(settings.message_limit_default))
  const update = trpc.settings.update.useMutation({
    onSuccess: (saved) => utils.settings.get.setData(undefined, saved),
  })
  const failure = update.error ? toFailure(update.error) : undefined
  const isDirty = toLimit(limit) !== settings.message_limit_default

  return (
    <Section title="New bots">
      <form
        noValidate
        className="stack gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (isDirty && !update.isPending) update.mutate({ message_limit_default: toLimit(limit) })
        }}
      >
        <Field
          label="Default message limit"
          hint="Messages a month. Bots you already have keep theirs."
          error={
            Number.isNaN(toLimit(limit))
              ? 'The limit must be a whole number.'
              : (failure?.fields['message_limit_default'] ?? failure?.message)
          }
        >
          {(described) => (
            <Input
              {...described}
              value={limit}
              onChange={(event) => setLimit(event.target.value)}
              inputMode="numeric"
              autoComplete="off"
              className="max-w-40 tabular-nums"
            />
          )}
        </Field>
        <div className="row gap-3">
          <Button type="submit" disabled={!isDirty || Number.isNaN(toLimit(limit))} busy={update.isPending}>
            Save default
          </Button>
          <span role="status" className="note">
            {update.isSuccess && !isDirty && 'Saved'}
          </span>
        </div>
      </form>
    </Section>
  )
}

function PasswordSection() {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [problems, setProblems] = useState<Record<string, string>>({})
  const change = trpc.auth.changePassword.useMutation({
    onSuccess: () => {
      setCurrent('')
      setNext('')
    },
  })
  const failure = change.error ? toFailure(change.error) : undefined
  // The one thing the server forbids here is a wrong current password.
  const wrong: Record<string, string> = failure?.code === 'forbidden' ? { current_password: failure.message } : {}
  const fields = { ...failure?.fields, ...wrong, ...problems }

  return (
    <Section title="Your account">
      <form
        noValidate
        className="stack gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const wanted = { current_password: current, new_password: next }
          const found = checkFields(changePasswordSchema.shape, wanted)
          if (current === '') found['current_password'] = 'Enter the password you sign in with now.'
          setProblems(found)
          if (Object.keys(found).length === 0 && !change.isPending) change.mutate(wanted)
        }}
      >
        <FormError message={Object.keys(fields).length === 0 ? failure?.message : undefined} />
        <Field label="Current password" error={fields['current_password']}>
          {(described) => (
            <PasswordInput
              {...described}
              value={current}
              onChange={(event) => setCurrent(event.target.value)}
              autoComplete="current-password"
            />
          )}
        </Field>
        <Field
          label="New password"
          hint="At least 8 characters. Other devices are signed out."
          error={fields['new_password']}
        >
          {(described) => (
            <PasswordInput
              {...described}
              value={next}
              onChange={(event) => setNext(event.target.value)}
              autoComplete="new-password"
            />
          )}
        </Field>
        <div className="row gap-3">
          <Button type="submit" busy={change.isPending}>
            Change password
          </Button>
          <span role="status" className="text-small text-good">
            {change.isSuccess && 'Password changed'}
          </span>
        </div>
      </form>
    </Section>
  )
}

function SessionsSection() {
  const utils = trpc.useUtils()
  const signOut = trpc.auth.signOutEverywhere.useMutation({ onSuccess: () => utils.auth.state.reset() })
  return (
    <Section
      title="Signed-in devices"
      note="Lost a phone, or used someone else’s computer? This ends every session, this one too."
    >
      <FormError message={signOut.error ? toFailure(signOut.error).message : undefined} />
      <div>
        <Button look="danger" busy={signOut.isPending} onClick={() => signOut.mutate()}>
          End all sessions
        </Button>
      </div>
    </Section>
  )
}
