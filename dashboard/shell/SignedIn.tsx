import { Suspense, useEffect } from 'react'
import { Navigate, Outlet, ScrollRestoration, useLocation } from 'react-router'
import { queryClient, trpc } from '../api.ts'
import { NoAccount } from '../accounts/NoAccount.tsx'
import { ErrorState, Skeleton } from '../ui/State.tsx'
import { TopBar } from './TopBar.tsx'

/** Everything behind the login. Who may enter is the server's answer; this only shows the right door. */
export function SignedIn() {
  const auth = trpc.auth.state.useQuery()
  const { pathname, search } = useLocation()
  const signedOut = auth.data?.signed_in === false

  // What the last person saw must not flash up for the next one.
  useEffect(() => {
    if (signedOut) queryClient.removeQueries({ predicate: (query) => !isAuthState(query.queryKey) })
  }, [signedOut])

  if (auth.isPending) return <PageSkeleton />
  if (auth.isError) {
    return (
      <main className="page">
        <ErrorState error={auth.error} onRetry={() => void auth.refetch()} />
      </main>
    )
  }
  if (!auth.data.account_exists) return <NoAccount />
  if (signedOut) return <Navigate to={`/login?next=${encodeURIComponent(pathname + search)}`} replace />

  return (
    <>
      <a href="#content" className="sr-only focus:not-sr-only focus:absolute focus:p-3">
        Skip to content
      </a>
      <TopBar />
      <main id="content" tabIndex={-1} className="stack grow outline-none">
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
      <ScrollRestoration />
    </>
  )
}

const isAuthState = (key: readonly unknown[]): boolean => Array.isArray(key[0]) && key[0][0] === 'auth'

export function PageSkeleton() {
  return (
    <div className="page stack gap-6" role="status" aria-label="Loading">
      <Skeleton className="h-7 w-40" />
      <Skeleton className="h-40 w-full" />
    </div>
  )
}
