import { ImageUp, Trash2 } from 'lucide-react'
import { useEffect, useEffectEvent, useId, useState, type DragEvent } from 'react'
import type { Bot } from '#shared/bot.ts'
import { BotAvatar } from '../bots/BotAvatar.tsx'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { CropDialog, type Chosen } from './CropDialog.tsx'
import { readPicture } from './read-picture.ts'
import { useAvatar } from './use-avatar.ts'

/** A picture is kept the moment it is cropped; it is not part of "Save changes". */
export function AvatarField({ bot }: { bot: Bot }) {
  const id = useId()
  const avatar = useAvatar(bot)
  const [over, setOver] = useState(false)
  const [chosen, setChosen] = useState<Chosen>()
  const [refusal, setRefusal] = useState<string>()

  const choose = async (file: File | undefined) => {
    if (!file) return
    setRefusal(undefined)
    try {
      setChosen({ picture: await readPicture(file), type: file.type })
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error))
    }
  }
  usePastedFile((file) => void choose(file))

  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void choose(event.dataTransfer.files[0])
  }

  return (
    <div className="stack gap-1.5">
      <label htmlFor={id} className="w-fit font-medium">
        Avatar
      </label>
      <div
        className={classes(
          'row relative gap-4 rounded-control border border-dashed p-3 transition-colors duration-150',
          'has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent',
          over ? 'border-accent bg-accent-wash' : 'border-edge',
        )}
        aria-busy={avatar.isBusy || undefined}
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
            void choose(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <BotAvatar bot={bot} className="size-12 text-title" />
        <div className="min-w-0 grow">
          <div className="row gap-1.5 font-medium text-accent">
            <ImageUp className="size-4 shrink-0" aria-hidden="true" />
            Choose a picture
          </div>
          <div className="note">or drop or paste one here</div>
        </div>
        {bot.avatar_url !== null && <RemoveAvatar onRemove={avatar.remove} />}
      </div>
      <div id={`${id}-note`} role="status" className="text-small text-bad empty:hidden">
        {refusal ?? avatar.problem}
      </div>
      {chosen && (
        <CropDialog
          chosen={chosen}
          onClose={() => setChosen(undefined)}
          onFailed={() => {
            setChosen(undefined)
            setRefusal('The picture could not be cropped. Try another one.')
          }}
          onCropped={(picture) => {
            setChosen(undefined)
            avatar.upload(picture)
          }}
        />
      )}
    </div>
  )
}

function RemoveAvatar({ onRemove }: { onRemove: () => void }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button look="quiet" small className="relative" onClick={() => setAsking(true)}>
        <Trash2 />
        Remove
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Remove the picture?"
        description="Visitors see the bot without one from then on."
        action={
          <Button
            look="destroy"
            onClick={() => {
              setAsking(false)
              onRemove()
            }}
          >
            Remove picture
          </Button>
        }
      />
    </>
  )
}

/** A picture on the clipboard; text that is pasted into a field brings no file. */
function usePastedFile(onFile: (file: File) => void): void {
  const take = useEffectEvent((event: ClipboardEvent) => {
    const file = event.clipboardData?.files[0]
    if (file === undefined || document.querySelector('[role=alertdialog]') !== null) return
    event.preventDefault()
    onFile(file)
  })
  useEffect(() => {
    const listen = (event: ClipboardEvent) => take(event)
    window.addEventListener('paste', listen)
    return () => window.removeEventListener('paste', listen)
  }, [])
}
