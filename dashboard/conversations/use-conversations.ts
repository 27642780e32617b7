import { keepPreviousData } from '@tanstack/react-query'
import type { ListedConversation } from '#shared/conversation.ts'
import { trpc } from '../api.ts'
import type { Filter } from './use-filter.ts'

const POLL_MS = 30_000

/** The list as far as it was scrolled. It stands still while it is read; how many came since is told apart. */
export function useConversations(filter: Filter) {
  const utils = trpc.useUtils()
  const pages = trpc.conversations.list.useInfiniteQuery(filter, {
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
    // Each page would be fetched again.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  })
  const conversations = pages.data?.pages.flatMap((page) => page.conversations) ?? []

  const head = trpc.conversations.list.useQuery(filter, {
    enabled: pages.isSuccess && filter.query === undefined,
    staleTime: 0,
    refetchOnWindowFocus: 'always',
    refetchInterval: POLL_MS,
  })
  const newest = conversations[0]?.updated_at ?? ''
  const isStale = pages.isPlaceholderData || head.data === undefined
  const arrived = isStale ? [] : head.data.conversations.filter(({ updated_at }) => updated_at > newest)

  return {
    ...pages,
    conversations,
    arrived: arrived.length,
    /** Begins the list anew while it stays on the page; tells its first row, or nothing if that failed. */
    showNew: async () => {
      utils.conversations.list.setInfiniteData(
        filter,
        (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
      )
      const { data, isSuccess } = await pages.refetch()
      return isSuccess ? { id: data.pages[0]?.conversations[0]?.id } : undefined
    },
    /** Takes it out of this list, which stands still; the others are fetched when they are shown again. */
    drop: (id: string) => {
      // Before this list is set: setting it makes it fresh again.
      void utils.conversations.list.invalidate(undefined, { refetchType: 'none' })
      void utils.unanswered.invalidate()
      const isOther = (one: ListedConversation) => one.id !== id
      utils.conversations.list.setInfiniteData(filter, (data) => {
        if (data === undefined) return data
        const left = data.pages.map((page) => ({ ...page, conversations: page.conversations.filter(isOther) }))
        return { ...data, pages: left }
      })
    },
  }
}
