import type { Checked, UnansweredGroup } from '#shared/unanswered.ts'

/** What became of a group last. */
export type Outcome =
  | { kind: 'answered' | 'still_refused'; group: UnansweredGroup; checked: Checked }
  | { kind: 'dismissed' | 'restored'; group: UnansweredGroup }
  | { kind: 'failed'; group: UnansweredGroup; message: string }

export const toOutcome = (group: UnansweredGroup, checked: Checked): Outcome => ({
  kind: checked.refused.length === 0 ? 'answered' : 'still_refused',
  group,
  checked,
})
