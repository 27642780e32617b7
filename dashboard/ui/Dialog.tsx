import { AlertDialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'
import { useDialogFocus } from './dialog-focus.ts'

type Props = {
  open: boolean
  onClose: () => void
  title: string
  description: ReactNode
  children?: ReactNode
  cancel?: string
  /** Escape leaves it open: what it asks cannot be put off. */
  stays?: boolean
  /** The page behind it cannot be read. */
  hides?: boolean
  /** The button that does it. */
  action: ReactNode
}

/** Asks before something that cannot be taken back, or that must be settled first. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  cancel = 'Cancel',
  stays,
  hides,
  action,
}: Props) {
  const focus = useDialogFocus()
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <AlertDialog.Portal>
        {/* Not radix's Overlay: its scroll lock writes a <style> element, which the content security policy refuses. */}
        <div
          className={classes('fixed inset-0 z-40 animate-appear bg-veil', hides && 'backdrop-blur-md')}
          aria-hidden="true"
        />
        <AlertDialog.Content
          {...focus}
          onOpenAutoFocus={(event) => {
            focus.onOpenAutoFocus()
            focusFirstField(event)
          }}
          onEscapeKeyDown={(event) => stays && event.preventDefault()}
          className="fixed inset-x-4 top-[max(1rem,20vh)] z-50 mx-auto max-h-[75vh] max-w-[440px] animate-appear overflow-y-auto rounded-card border border-line bg-surface p-5 shadow-xl"
        >
          <AlertDialog.Title className="text-title font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="mt-1.5 text-quiet">{description}</div>
          </AlertDialog.Description>
          {children !== undefined && <div className="mt-4">{children}</div>}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>{cancel}</Button>
            </AlertDialog.Cancel>
            {action}
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

/** What is asked for comes before the way out, where radix would begin. */
function focusFirstField(event: Event): void {
  const dialog = event.currentTarget
  const field = dialog instanceof HTMLElement && dialog.querySelector('form input:not([hidden]), [role=application]')
  if (!(field instanceof HTMLElement)) return
  event.preventDefault()
  field.focus()
}
