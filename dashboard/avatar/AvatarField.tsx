import { useMutation } from '@tanstack/react-query'
import { ImageUp, Trash2 } from 'lucide-react'
import { useId, useState, type DragEvent } from 'react'
import type { Bot } from '#shared/bot.ts'
import { trpc } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { removeAvatar, uploadAvatar } from './avatar-upload.ts'
import { BotAvatar } from './BotAvatar.tsx'

/** A picture is kept the moment it is chosen; it is not part of "Save changes". */
export function AvatarField({ bot }: { bot: Bot }) {
  const utils = trpc.useUtils()
  const id = useId()
  const [over, setOver] = useState(false)
  const refresh = (avatarUrl: string | null) => {
    utils.bots.get.setData({ id: bot.id }, (old) => old && { ...old, avatar_url: avatarUrl })
    void utils.bots.list.invalidate()
  }
  const upload = useMutation({
    mutationFn: (file: File) => uploadAvatar(bot.id, file),
    onSuccess: (saved) => refresh(saved.avatar_url),
  })
  const remove = useMutation({ mutationFn: () => removeAvatar(bot.id), onSuccess: () => refresh(null) })
  const problem = upload.error ?? remove.error

  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file) upload.mutate(file)
  }

  return (
    <div className="stack gap-1.5">
      <label htmlFor={id} className="w-fit font-medium">
        Avatar
      </label>
      <div
        className={classes(
          'row relative gap-4 rounded-control border border-dashed p-3 transition-colors duration-150',
          'has-focus-visible:outline-2 has-focus-visible:outline-accent',
          over ? 'border-accent bg-accent-wash' : 'border-edge',
        )}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          id={id}
          type="file"
          accept="image/png,image/jpeg,image/gif,image/webp"
          aria-describedby={`${id}-note`}
          className="absolute inset-0 cursor-pointer opacity-0"
          onChange={(event) => {
            const file = event.target.files?.[0]
            if (file) upload.mutate(file)
            event.target.value = ''
          }}
        />
        <BotAvatar bot={bot} className="size-12 text-title" />
        <div className="min-w-0 grow">
          <div className="row gap-1.5 font-medium text-accent">
            <ImageUp className="size-4" aria-hidden="true" />
            {upload.isPending ? 'Uploading…' : 'Choose a picture'}
          </div>
          <div className="note">or drop one here. PNG, JPEG or GIF, up to 500 KB.</div>
        </div>
        {bot.avatar_url !== null && (
          <Button look="quiet" small className="relative" busy={remove.isPending} onClick={() => remove.mutate()}>
            <Trash2 />
            Remove
          </Button>
        )}
      </div>
      <div id={`${id}-note`} role="status" className="text-small text-bad empty:hidden">
        {problem?.message}
      </div>
    </div>
  )
}
