import { useEffect, useState } from 'react'
import { Navigate, useSearchParams } from 'react-router'
import { forgetEverything, trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { useProblems } from '../use-problems.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Checkbox, Input, PasswordInput } from '../ui/Input.tsx'
import { ErrorState, FormError, Skeleton } from '../ui/State.tsx'
import { Entrance } from './Entrance.tsx'
import { nextPath } from './next-path.ts'
import { NoAccount } from './NoAccount.tsx'

export function LoginPage() {
  const [params] = useSearchParams()
  const auth = trpc.auth.state.useQuery()
  const signedOut = auth.data?.signed_in === false
  useEffect(() => {
    if (signedOut) forgetEverything()
  }, [signedOut])

  if (auth.data?.signed_in) return <Navigate to={nextPath(params.get('next'), location.origin)} replace />
  if (auth.data?.account_exists === false) return <NoAccount />
  return (
    <Entrance title="Sign in">
      {auth.isPending && <Skeleton className="h-52" />}
      {auth.data === undefined && auth.isError && <ErrorState error={auth.error} onRetry={() => void auth.refetch()} />}
      {auth.data && <LoginForm />}
    </Entrance>
  )
}

const MISSING: Record<string, string> = { username: 'Enter your username.', password: 'Enter your password.' }

const checkLogin = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(MISSING).filter(([field]) => values[field] === ''))

function LoginForm() {
  const utils = trpc.useUtils()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [remember, setRemember] = useState(false)
  const { problems, ...judge } = useProblems(checkLogin)
  const login = trpc.auth.login.useMutation({ onSuccess: () => utils.auth.state.invalidate() })

  return (
    <form
      noValidate
      className="stack gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        const found = judge.check({ username, password })
        if (Object.keys(found).length === 0 && !login.isPending) login.mutate({ username, password, remember })
      }}
    >
      <FormError message={login.error ? toFailure(login.error).message : undefined} />
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
      <Field label="Password" error={problems['password']} onLeave={() => judge.leave('password', password)}>
        {(described) => (
          <PasswordInput
            {...described}
            value={password}
            onChange={(event) => {
              setPassword(event.target.value)
              judge.edit('password', event.target.value)
            }}
            autoComplete="current-password"
          />
        )}
      </Field>
      <Checkbox label="Remember me" checked={remember} onChange={(event) => setRemember(event.target.checked)} />
      <Button type="submit" look="primary" busy={login.isPending}>
        Sign in
      </Button>
      <p className="note">
        Forgot it? On the server, run <code className="whitespace-nowrap">npm run reset-password</code>.
      </p>
    </form>
  )
}
