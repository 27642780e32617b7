import { useState } from 'react'
import { flushSync } from 'react-dom'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

type Props = {
  isDirty: boolean
  /** What becomes of it. */
  lost: string
  onCancel: () => void
}

/** Closes a form, and asks before what was typed in it is lost. */
export function CancelButton({ isDirty, lost, onCancel }: Props) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button look="quiet" onClick={() => (isDirty ? setAsking(true) : onCancel())}>
        Cancel
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Discard your changes?"
        description={lost}
        cancel="Keep editing"
        action={
          <Button
            look="destroy"
            onClick={() => {
              flushSync(() => setAsking(false))
              // The dialog gives the page and the focus back a moment later; what the form gives the focus to must come after that.
              setTimeout(onCancel)
            }}
          >
            Discard
          </Button>
        }
      />
    </>
  )
}
