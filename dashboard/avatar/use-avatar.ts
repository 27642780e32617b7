import { useMutation } from '@tanstack/react-query'
import type { Bot } from '#shared/bot.ts'
import { trpc } from '../api.ts'
import { removeAvatar, uploadAvatar } from './avatar-upload.ts'

/** Changes a bot's picture. It is shown everywhere at once, and taken back where the server refuses it. */
export function useAvatar({ id, avatar_url: before }: Bot) {
  const utils = trpc.useUtils()
  const show = (avatar_url: string | null) => {
    utils.bots.get.setData({ id }, (old) => old && { ...old, avatar_url })
    utils.bots.list.setData(
      undefined,
      (old) => old && { bots: old.bots.map((bot) => (bot.id === id ? { ...bot, avatar_url } : bot)) },
    )
  }
  const upload = useMutation({
    mutationFn: (avatar: Blob) => uploadAvatar(id, avatar),
    onMutate: (avatar) => {
      remove.reset()
      const shown = URL.createObjectURL(avatar)
      show(shown)
      return { before, shown }
    },
    onSuccess: (saved) => show(saved.avatar_url),
    onError: (_error, _avatar, shownBefore) => show(shownBefore?.before ?? null),
    onSettled: (_saved, _error, _avatar, shownBefore) => shownBefore && URL.revokeObjectURL(shownBefore.shown),
  })
  const remove = useMutation({
    mutationFn: () => removeAvatar(id),
    onMutate: () => {
      upload.reset()
      show(null)
      return { before }
    },
    onError: (_error, _nothing, shownBefore) => show(shownBefore?.before ?? null),
  })
  return {
    upload: upload.mutate,
    remove: remove.mutate,
    isBusy: upload.isPending || remove.isPending,
    problem: upload.error?.message ?? remove.error?.message,
  }
}
