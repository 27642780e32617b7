import { MAX_GROUPS, MAX_UNANSWERED, type Unanswered, type UnansweredGroup } from '#shared/unanswered.ts'
import { getBotRecord } from '../bots/bots.ts'
import type { Deps } from '../deps.ts'
import type { UnansweredQuestion } from '../store/conversation-store.ts'
import { groupAnywhere } from './group-anywhere.ts'
import type { Wording } from './group-questions.ts'

type Needed = Pick<Deps, 'store' | 'workshop'>

/** Of every bot. */
export async function listAllGroups(deps: Needed): Promise<Unanswered> {
  return toGroups(deps, await deps.store.unanswered.listAll(MAX_UNANSWERED + 1))
}

/** Throws `not_found` for an unknown bot. */
export async function listGroups(deps: Needed, botId: string): Promise<Unanswered> {
  await getBotRecord(deps, botId)
  return toGroups(deps, await deps.store.unanswered.list(botId, MAX_UNANSWERED + 1))
}

async function toGroups(deps: Needed, found: UnansweredQuestion[]): Promise<Unanswered> {
  const byBot = Map.groupBy(found.slice(0, MAX_UNANSWERED), ({ bot_id }) => bot_id)
  const grouped = await Promise.all(
    [...byBot].map(async ([botId, questions]) => {
      const alike = await groupAnywhere(deps, questions)
      return alike.map((wordings) => toGroup(botId, wordings))
    }),
  )
  const groups = grouped
    .flat()
    .toSorted((a, b) => b.question_ids.length - a.question_ids.length || b.last_asked_at.localeCompare(a.last_asked_at))
  return { groups: groups.slice(0, MAX_GROUPS), total: groups.length, is_bounded: found.length > MAX_UNANSWERED }
}

function toGroup(bot_id: string, wordings: Wording<UnansweredQuestion>[]): UnansweredGroup {
  const asked = wordings.flatMap((wording) => wording.asked).toSorted((a, b) => a.asked_at.localeCompare(b.asked_at))
  return {
    bot_id,
    question: wordings[0]?.text ?? '',
    last_asked_at: findLast(asked),
    wordings: wordings.map((wording) => ({
      text: wording.text,
      count: wording.asked.length,
      last_asked_at: findLast(wording.asked),
      conversation_id: wording.asked[0]?.conversation_id ?? '',
    })),
    question_ids: asked.map(({ id }) => id),
  }
}

const findLast = (asked: UnansweredQuestion[]): string =>
  asked.reduce((latest, { asked_at }) => (asked_at > latest ? asked_at : latest), '')
