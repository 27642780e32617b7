import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { queryClient, trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Checkbox, PasswordInput } from '../ui/Input.tsx'
import { loginPath } from './next-path.ts'

/** The session ended while a page was open: the owner signs in over it, and what is typed there stays. */
export function SignInAgain({ username }: { username: string }) {
  const navigate = useNavigate()
  const page = useLocation()
  const [password, setPassword] = useState('')
  const [isMissing, setMissing] = useState(false)
  const [remember, setRemember] = useState(false)
  const login = trpc.auth.login.useMutation({ onSuccess: () => queryClient.invalidateQueries() })

  return (
    <Dialog
      open
      stays
      hides
      onClose={() => void navigate(loginPath(page))}
      title="You have been signed out"
      description={`Sign in as ${username} to go on. What you have typed is still here.`}
      cancel="Leave this page"
      action={
        <Button type="submit" form="sign-in-again" look="primary" busy={login.isPending}>
          Sign in
        </Button>
      }
    >
      <form
        id="sign-in-again"
        className="stack gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          setMissing(password === '')
          if (password !== '' && !login.isPending) login.mutate({ username, password, remember })
        }}
      >
        {/* For password managers, which look for the name beside the password. */}
        <input type="text" value={username} autoComplete="username" readOnly hidden />
        <Field
          label="Password"
          error={isMissing ? 'Enter your password.' : login.error ? toFailure(login.error).message : undefined}
        >
          {(described) => (
            <PasswordInput
              {...described}
              value={password}
              onChange={(event) => {
                setPassword(event.target.value)
                setMissing(false)
              }}
              autoComplete="current-password"
            />
          )}
        </Field>
        <Checkbox label="Remember me" checked={remember} onChange={(event) => setRemember(event.target.checked)} />
      </form>
    </Dialog>
  )
}
