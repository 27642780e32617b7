import { useEffect } from 'react'
import { Navigate, useLocation } from 'react-router'
import { trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { ErrorState, Skeleton } from '../ui/State.tsx'
import { Entrance } from './Entrance.tsx'
import { loginPath } from './next-path.ts'

/** A page of its own, so that one with unsaved changes is asked before it is left. `next` is where the owner was. */
export type SignOutState = { next: string }

export function SignOutPage() {
  const asked = toSignOutState(useLocation().state)
  // A link from elsewhere signs nobody out.
  return asked === undefined ? <Navigate to="/dashboard" replace /> : <SignOut next={asked.next} />
}

function SignOut({ next }: SignOutState) {
  const utils = trpc.useUtils()
  const { mutate, error, isSuccess } = trpc.auth.logout.useMutation({ onSuccess: () => utils.auth.state.reset() })
  useEffect(() => mutate(), [mutate])

  if (isSuccess || (error && toFailure(error).code === 'unauthorized')) {
    return <Navigate to={loginPath({ pathname: next })} replace />
  }
  return (
    <Entrance title={error ? 'You are still signed in' : 'Signing out…'}>
      {error ? <ErrorState error={error} onRetry={() => mutate()} /> : <Skeleton className="h-52" />}
    </Entrance>
  )
}

function toSignOutState(state: unknown): SignOutState | undefined {
  if (typeof state !== 'object' || state === null || !('next' in state)) return undefined
  return typeof state.next === 'string' ? { next: state.next } : undefined
}
