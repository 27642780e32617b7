import { keepPreviousData } from '@tanstack/react-query'
import type { Unanswered, UnansweredGroup } from '#shared/unanswered.ts'
import { trpc } from '../api.ts'

/** Of one bot, or of all. */
export function useGroups(botId: string | undefined) {
  const all = trpc.unanswered.listAll.useQuery(undefined, { enabled: botId === undefined })
  const one = trpc.unanswered.list.useQuery(
    { id: botId ?? '' },
    { enabled: botId !== undefined, placeholderData: keepPreviousData },
  )
  return botId === undefined ? all : one
}

/** Takes a group out of every list at once, and asks for the lists anew. */
export function useChangeGroups() {
  const utils = trpc.useUtils()
  return {
    remove: (group: UnansweredGroup) => {
      const without = (old: Unanswered | undefined) =>
        old && {
          ...old,
          groups: old.groups.filter(({ question_ids: [first] }) => first !== group.question_ids[0]),
          total: old.total - 1,
        }
      utils.unanswered.listAll.setData(undefined, without)
      utils.unanswered.list.setData({ id: group.bot_id }, without)
    },
    refresh: () => utils.unanswered.invalidate(),
  }
}
