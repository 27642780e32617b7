import type { UnansweredGroup } from '#shared/unanswered.ts'
import { trpc } from '../api.ts'
import { toOutcome, type Outcome } from './outcome.ts'
import { useChangeGroups } from './use-groups.ts'

/** Asks a group's questions once more; what is answered by now leaves the list. */
export function useCheck(group: UnansweredGroup, onOutcome: (outcome: Outcome) => void) {
  const groups = useChangeGroups()
  const check = trpc.unanswered.check.useMutation({
    onSuccess: (checked) => {
      if (checked.refused.length === 0) groups.remove(group)
      void groups.refresh()
      onOutcome(toOutcome(group, checked))
    },
  })
  return {
    isIdle: check.isIdle,
    isPending: check.isPending,
    error: check.error,
    start: () => check.mutate({ id: group.bot_id, question_ids: group.question_ids }),
  }
}
