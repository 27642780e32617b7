import { focusManager, QueryClient } from '@tanstack/react-query'
import { httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import { createTRPCQueryUtils, createTRPCReact } from '@trpc/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '#server/trpc/router.ts'
import { whenBack } from './connection.ts'
import { toFailure } from './failure.ts'
import { resendLink } from './resend-link.ts'
import { dropWaiting, untilSignedIn } from './session.ts'

type Outputs = inferRouterOutputs<AppRouter>
export type Settings = Outputs['settings']['get']
export type AnswerChunk = Outputs['answers']['get']['chunks'][number]

export const trpc = createTRPCReact<AppRouter>()

const url = '/api/trpc'

export const apiClient = trpc.createClient({
  links: [
    resendLink(isSignedIn),
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({ url }),
      // The server takes at most ten calls in one request.
      false: httpBatchLink({ url, maxItems: 10 }),
    }),
  ],
})

/** A session that ended anywhere is noticed everywhere: the page asks again who is signed in. */
async function isSignedIn(): Promise<boolean> {
  const { state } = queries.auth
  await state.invalidate()
  return state.getData()?.signed_in ?? false
}

/** For a request of another kind that was refused: true when somebody has signed in since, false when it was given up. */
export const waitForSession = async (): Promise<boolean> => (await isSignedIn()) || untilSignedIn()

// What a page shows may have changed while the server was away.
whenBack(() => void queryClient.invalidateQueries())

// Two windows side by side are both visible: what counts is that one is turned to.
focusManager.setEventListener((onFocus) => {
  const look = () => onFocus()
  window.addEventListener('visibilitychange', look)
  window.addEventListener('focus', look)
  return () => {
    window.removeEventListener('visibilitychange', look)
    window.removeEventListener('focus', look)
  }
})

export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 10_000,
      // What the server refused it will refuse again; only a lost connection is worth a second try.
      retry: (failures, error) => toFailure(error).code === 'unreachable' && failures < 2,
    },
    mutations: { networkMode: 'always' },
  },
})

/** For what is asked before a component can. */
export const queries = createTRPCQueryUtils({ queryClient, client: apiClient })

/** What the last person saw must not flash up for the next one, nor may what they left half done be sent on. */
export function forgetEverything(): void {
  dropWaiting()
  queryClient.removeQueries({ predicate: ({ queryKey: [path] }) => !Array.isArray(path) || path[0] !== 'auth' })
}
