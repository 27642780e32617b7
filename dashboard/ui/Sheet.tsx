import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { useDialogFocus } from './dialog-focus.ts'

type Props = { open: boolean; onClose: () => void; title: string; note?: ReactNode; children: ReactNode }

/** Something long to look at beside the page: over its right half, on a phone over all of it. */
export function Sheet({ open, onClose, title, note, children }: Props) {
  const focus = useDialogFocus()
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        {/* Not radix's Overlay: its scroll lock writes a <style> element, which the content security policy refuses. */}
        <div className="fixed inset-0 z-40 animate-appear bg-veil" aria-hidden="true" />
        <Radix.Content
          {...focus}
          aria-describedby={undefined}
          className="stack fixed inset-y-0 right-0 z-50 w-full max-w-[720px] animate-appear overflow-y-auto overscroll-contain border-l border-line bg-surface shadow-xl outline-none"
        >
          <div className="flex items-start justify-between gap-4 px-4 pt-4 sm:px-6 sm:pt-5">
            <div className="min-w-0">
              <Radix.Title className="text-title font-semibold wrap-anywhere">{title}</Radix.Title>
              {note !== undefined && <div className="mt-0.5 note wrap-anywhere">{note}</div>}
            </div>
            <Radix.Close asChild>
              <Button look="quiet" small className="-mr-2">
                <X />
                Close
              </Button>
            </Radix.Close>
          </div>
          <div className="px-4 pt-2 pb-6 sm:px-6">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
