import { useState } from 'react'
import { Link, Navigate, useSearchParams } from 'react-router'
import { newPasswordSchema, usernameSchema } from '#shared/account.ts'
import { trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { checkFields } from '../check-fields.ts'
import { useProblems } from '../use-problems.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Input, PasswordInput } from '../ui/Input.tsx'
import { ErrorState, FormError, Skeleton } from '../ui/State.tsx'
import { Entrance } from './Entrance.tsx'
import { NoAccount } from './NoAccount.tsx'

export function SetupPage() {
  const [params] = useSearchParams()
  const auth = trpc.auth.state.useQuery()
  const setup = trpc.auth.setup.useMutation({ onSuccess: () => auth.refetch() })
  const token = params.get('token')

  if (auth.data?.signed_in) return <Navigate to={setup.isSuccess ? '/dashboard/bots/new' : '/dashboard'} replace />
  if (auth.data?.account_exists) {
    return (
      <Entrance title="Already set up" note="This Frontdesk has its account.">
        <Button asChild look="primary" className="w-full">
          <Link to="/login">Sign in</Link>
        </Button>
      </Entrance>
    )
  }
  if (!token) return <NoAccount reason="The address is missing its token." />
  return (
    <Entrance title="Welcome to Frontdesk" note="First, the account you will sign in with. It takes a minute.">
      {auth.isPending && <Skeleton className="h-52" />}
      {auth.data === undefined && auth.isError && <ErrorState error={auth.error} onRetry={() => void auth.refetch()} />}
      {auth.data && <SetupForm setup={setup} token={token} />}
    </Entrance>
  )
}

const checkAccount = (values: Record<string, unknown>) =>
  checkFields({ username: usernameSchema, password: newPasswordSchema }, values)

type Setup = ReturnType<typeof trpc.auth.setup.useMutation>

function SetupForm({ setup, token }: { setup: Setup; token: string }) {
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const { problems, ...judge } = useProblems(checkAccount)
  const failure = setup.error ? toFailure(setup.error) : undefined

  return (
    <form
      className="stack gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const found = judge.check({ username, password })
        if (Object.keys(found).length > 0 || setup.isPending) return
        setup.mutate({ token, username, password }, { onError: (error) => judge.refuse(toFailure(error).fields) })
      }}
    >
      <FormError message={failure && Object.keys(failure.fields).length === 0 ? failure.message : undefined} />
      <Field label="Username" error={problems['username']} onLeave={() => judge.leave('username', username)}>
        {(described) => (
          <Input
            {...described}
            value={username}
            onChange={(event) => {
              setUsername(event.target.value)
              judge.edit('username', event.target.value)
            }}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
          />
        )}
      </Field>
      <Field
        label="Password"
        hint="At least 8 characters."
        error={problems['password']}
        onLeave={() => judge.leave('password', password)}
      >
        {(described) => (
          <PasswordInput
            {...described}
            value={password}
            onChange={(event) => {
              setPassword(event.target.value)
              judge.edit('password', event.target.value)
            }}
            autoComplete="new-password"
          />
        )}
      </Field>
      <Button type="submit" look="primary" busy={setup.isPending}>
        Create account
      </Button>
    </form>
  )
}
