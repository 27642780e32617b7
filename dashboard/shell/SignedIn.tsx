import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Navigate, Outlet, ScrollRestoration, useLocation } from 'react-router'
import { trpc } from '../api.ts'
import { loginPath } from '../accounts/next-path.ts'
import { ErrorState, Skeleton } from '../ui/State.tsx'
import { TopBar } from './TopBar.tsx'

const loadSignInAgain = async () => ({ default: (await import('../accounts/SignInAgain.tsx')).SignInAgain })
const SignInAgain = lazy(loadSignInAgain)
const DiskNotice = lazy(async () => ({ default: (await import('./DiskNotice.tsx')).DiskNotice }))
const NoAccount = lazy(async () => ({ default: (await import('../accounts/NoAccount.tsx')).NoAccount }))

/** Everything behind the login. Who may enter is the server's answer; this only shows the right door. */
export function SignedIn() {
  const auth = trpc.auth.state.useQuery(undefined, { refetchOnWindowFocus: 'always' })
  const page = useLocation()

  // Whoever was here when the session ended keeps the page as it is.
  const [known, setKnown] = useState<string | null>(null)
  const wasHere = auth.data === undefined ? null : (auth.data.username ?? known)
  if (wasHere !== known) setKnown(wasHere)

  // A link that leads away takes the focus with it.
  const shown = useRef(page.pathname)
  useEffect(() => {
    const isLost = shown.current !== page.pathname && document.activeElement === document.body
    if (isLost) document.getElementById('content')?.focus({ preventScroll: true })
    shown.current = page.pathname
  }, [page.pathname])

  // Later it might have been replaced by a newer version's.
  useEffect(() => void loadSignInAgain(), [])

  if (auth.data === undefined) {
    if (auth.isPending) return <FirstSkeleton />
    return (
      <main className="page stack gap-4">
        <h1 className="text-page font-semibold tracking-tight">Frontdesk could not be opened</h1>
        <ErrorState error={auth.error} onRetry={() => void auth.refetch()} />
      </main>
    )
  }
  if (!auth.data.account_exists) {
    return (
      <Suspense fallback={<FirstSkeleton />}>
        <NoAccount />
      </Suspense>
    )
  }
  if (!auth.data.signed_in && wasHere === null) return <Navigate to={loginPath(page)} replace />

  return (
    <>
      <a href="#content" className="sr-only focus:not-sr-only focus:absolute focus:p-3">
        Skip to content
      </a>
      <TopBar />
      <main id="content" tabIndex={-1} className="stack grow outline-none">
        <Suspense>
          <DiskNotice />
        </Suspense>
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
      <ScrollRestoration />
      {!auth.data.signed_in && wasHere !== null && (
        <Suspense>
          <SignInAgain username={wasHere} />
        </Suspense>
      )}
    </>
  )
}

/** While it is not known yet who is here. */
export const FirstSkeleton = () => (
  <main>
    <PageSkeleton />
  </main>
)

export function PageSkeleton() {
  return (
    <div className="page stack gap-6" role="status" aria-label="Loading">
      <h1 className="sr-only">Loading</h1>
      <Skeleton className="h-7 w-40" />
      <Skeleton className="h-40 w-full" />
    </div>
  )
}
