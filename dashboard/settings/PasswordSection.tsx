import { useState } from 'react'
import { changePasswordSchema } from '#shared/account.ts'
import { trpc } from '../api.ts'
import { checkFields } from '../check-fields.ts'
import { toFailure } from '../failure.ts'
import { useProblems } from '../use-problems.ts'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/Card.tsx'
import { Field } from '../ui/Field.tsx'
import { PasswordInput } from '../ui/Input.tsx'
import { FormError } from '../ui/State.tsx'

const EMPTY = { current_password: '', new_password: '' }

const checkPasswords = (values: Record<string, unknown>) => ({
  ...checkFields(changePasswordSchema.shape, values),
  ...(values['current_password'] === '' && { current_password: 'Enter the password you sign in with now.' }),
})

export function PasswordSection() {
  const [typed, setTyped] = useState(EMPTY)
  const { problems, ...judge } = useProblems(checkPasswords)
  const change = trpc.auth.changePassword.useMutation({
    onSuccess: () => setTyped(EMPTY),
    // The one thing the server forbids here is a wrong current password.
    onError: (error) => {
      const { code, message, fields } = toFailure(error)
      judge.refuse(code === 'forbidden' ? { current_password: message } : fields)
    },
  })
  const failure = change.error ? toFailure(change.error) : undefined
  const isOfAField = failure?.code === 'forbidden' || Object.keys(failure?.fields ?? {}).length > 0

  const field = (name: keyof typeof EMPTY) => ({
    value: typed[name],
    onChange: (event: { target: { value: string } }) => {
      setTyped({ ...typed, [name]: event.target.value })
      judge.edit(name, event.target.value)
    },
  })

  return (
    <Section title="Your account">
      <form
        noValidate
        className="stack gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const found = judge.check(typed)
          if (Object.keys(found).length === 0 && !change.isPending) change.mutate(typed)
        }}
      >
        <FormError message={isOfAField ? undefined : failure?.message} />
        <Field
          label="Current password"
          error={problems['current_password']}
          onLeave={() => judge.leave('current_password', typed.current_password)}
        >
          {(described) => (
            <PasswordInput {...described} {...field('current_password')} autoComplete="current-password" />
          )}
        </Field>
        <Field
          label="New password"
          hint="At least 8 characters. Other devices are signed out."
          error={problems['new_password']}
          onLeave={() => judge.leave('new_password', typed.new_password)}
        >
          {(described) => <PasswordInput {...described} {...field('new_password')} autoComplete="new-password" />}
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
