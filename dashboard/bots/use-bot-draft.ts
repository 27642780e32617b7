import { useCallback, useState } from 'react'
import type { Bot } from '#shared/bot.ts'
import { trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { checkChanges, toChanges, toDraft, type BotDraft } from './bot-form.ts'

/** The owner's unsaved changes over the saved bot. `save` resolves to the fields that were refused. */
export function useBotDraft(bot: Bot) {
  const utils = trpc.useUtils()
  const [typed, setTyped] = useState<Partial<BotDraft>>({})
  const [problems, setProblems] = useState<Record<string, string>>({})
  const update = trpc.bots.update.useMutation()

  const draft = { ...toDraft(bot), ...typed }
  const changes = toChanges(bot, draft)
  const isDirty = Object.keys(changes).length > 0

  const change = useCallback((next: Partial<BotDraft>) => {
    setTyped((before) => ({ ...before, ...next }))
    setProblems((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in next))))
  }, [])

  const save = async (): Promise<Record<string, string>> => {
    const found = checkChanges(changes)
    setProblems(found)
    if (Object.keys(found).length > 0) return found
    try {
      const saved = await update.mutateAsync({ id: bot.id, ...changes })
      utils.bots.get.setData({ id: bot.id }, saved)
      setTyped({})
      void utils.bots.list.invalidate()
      return {}
    } catch (error) {
      const { fields } = toFailure(error)
      setProblems(fields)
      return fields
    }
  }

  const failure = update.error ? toFailure(update.error) : undefined
  return {
    draft,
    change,
    problems,
    isDirty,
    isSaving: update.isPending,
    justSaved: update.isSuccess && !isDirty,
    /** A failure that belongs to no field. */
    failure: failure && Object.keys(failure.fields).length === 0 ? failure.message : undefined,
    save,
  }
}
