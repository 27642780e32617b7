import { useState } from 'react'
import type { Bot } from '#shared/bot.ts'
import { trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { useProblems } from '../use-problems.ts'
import { checkDraft, toChanges, toDraft, toValues, type BotDraft } from './bot-form.ts'
import { edit, findClashes, keepMine, NO_EDITS, settle, takeTheirs } from './edits.ts'

/** The owner's unsaved changes over the saved bot, which another tab may change meanwhile. */
export function useBotDraft(bot: Bot) {
  const utils = trpc.useUtils()
  const [edits, setEdits] = useState(NO_EDITS)
  const { problems, ...judge } = useProblems(checkDraft)
  const update = trpc.bots.update.useMutation({
    onMutate: async ({ id, based_on: _seen, ...changes }) => {
      await utils.bots.get.cancel({ id })
      utils.bots.get.setData({ id }, (old) => old && { ...old, ...changes })
    },
    onSuccess: (saved) => {
      utils.bots.get.setData({ id: saved.id }, saved)
      void utils.bots.list.invalidate()
    },
    onError: async (_error, { id, based_on }) => {
      utils.bots.get.setData({ id }, (old) => old && { ...old, ...based_on })
      await utils.bots.get.invalidate({ id })
    },
  })

  const saved = toDraft(bot)
  const draft = { ...saved, ...edits.typed }
  const changes = toChanges(bot, draft)
  const clashes = update.isPending ? [] : findClashes(edits, saved)

  const change = (next: Partial<BotDraft>) => {
    setEdits((before) => edit(before, saved, next))
    for (const [field, value] of Object.entries(next)) judge.edit(field, value)
  }

  /** Resolves to the fields that stand in the way. */
  const save = async (): Promise<string[]> => {
    const found = judge.check(draft)
    const inTheWay = [...Object.keys(found), ...clashes.map(({ field }) => field)]
    if (inTheWay.length > 0) return inTheWay
    const sent = edits.typed
    try {
      const based_on = toValues({ ...saved, ...edits.seen })
      const changed = Object.fromEntries(Object.entries(based_on).filter(([field]) => field in changes))
      await update.mutateAsync({ id: bot.id, ...changes, based_on: changed })
      setEdits((before) => settle(before, sent))
      return []
    } catch (error) {
      const { fields } = toFailure(error)
      judge.refuse(fields)
      return Object.keys(fields)
    }
  }

  const failure = update.error ? toFailure(update.error) : undefined
  const isDirty = Object.keys(changes).length > 0
  return {
    draft,
    problems,
    change,
    /** A field is left: time to say what is wrong with it. */
    leave: (field: keyof BotDraft) => judge.leave(field, draft[field]),
    changed: Object.keys(changes),
    clashes,
    keepMine: (field: keyof BotDraft) => setEdits((before) => keepMine(before, saved, field)),
    takeTheirs: (field: keyof BotDraft) => setEdits((before) => takeTheirs(before, field)),
    isDirty,
    isSaving: update.isPending,
    justSaved: update.isSuccess && !isDirty,
    /** A failure that belongs to no field. */
    failure: failure && Object.keys(failure.fields).length + clashes.length === 0 ? failure.message : undefined,
    save,
  }
}
