import { QueryCache, QueryClient, MutationCache } from '@tanstack/react-query'
import { httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import { createTRPCQueryUtils, createTRPCReact } from '@trpc/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '#server/trpc/router.ts'
import { toFailure } from './failure.ts'

type Outputs = inferRouterOutputs<AppRouter>
export type Settings = Outputs['settings']['get']
export type AnswerChunk = Outputs['answers']['get']['chunks'][number]

export const trpc = createTRPCReact<AppRouter>()

const url = '/api/trpc'

export const apiClient = trpc.createClient({
  links: [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({ url }),
      // The server takes at most ten calls in one request.
      false: httpBatchLink({ url, maxItems: 10 }),
    }),
  ],
})

/** A session that ended anywhere is noticed everywhere: the guard asks again who is signed in. */
function noticeEndOfSession(error: unknown): void {
  if (toFailure(error).code === 'unauthorized') void queryClient.invalidateQueries({ queryKey: [['auth', 'state']] })
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEndOfSession }),
  mutationCache: new MutationCache({ onError: noticeEndOfSession }),
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
