import { useId, type ReactNode } from 'react'
import { classes } from './classes.ts'

type Described = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }

type Props = {
  label: string
  hint?: ReactNode
  error?: string | undefined
  /** Right of the label, such as a character count. */
  aside?: ReactNode
  /** The field is left: time to say what is wrong with it. */
  onLeave?: (() => void) | undefined
  /** Draws the control with the ids that tie it to its label, hint and error. */
  children: (described: Described) => ReactNode
}

export function Field({ label, hint, error, aside, onLeave, children }: Props) {
  const id = useId()
  const noteId = `${id}-note`
  const hasNote = error !== undefined || hint !== undefined
  return (
    <div
      className="stack gap-1.5"
      onBlur={(event) => {
        if (onLeave && !event.currentTarget.contains(event.relatedTarget)) afterClick(onLeave)
      }}
    >
      <div className="row justify-between gap-4">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside}
      </div>
      {children({
        id,
        ...(hasNote && { 'aria-describedby': noteId }),
        ...(error !== undefined && { 'aria-invalid': true as const }),
      })}
      {/* Always there, so that what comes into it is read out. */}
      <div
        id={noteId}
        aria-live="polite"
        className={classes('empty:hidden', error === undefined ? 'note' : 'text-small text-bad')}
      >
        {error ?? hint}
      </div>
    </div>
  )
}

/** A sentence that appears while a button is pressed down would move the button away from under the pointer. */
function afterClick(judge: () => void): void {
  if (document.querySelector(':active') === null) judge()
  else window.addEventListener('pointerup', () => setTimeout(judge), { once: true })
}
