import { useRef } from 'react'

/** For radix's Content: the page is out of the Tab key's reach while it is open, and the focus goes back to what opened it. */
export function useDialogFocus() {
  const opener = useRef<Element>(null)
  return {
    onOpenAutoFocus: () => {
      opener.current = document.activeElement
      setPageInert(true)
    },
    onCloseAutoFocus: (event: Event) => {
      // Radix would look for a trigger of its own, and the focus would be lost.
      event.preventDefault()
      setPageInert(false)
      // What opened it may be gone by now, such as a card of what was deleted: reading then goes on at the page's beginning.
      const next = opener.current?.isConnected ? opener.current : document.getElementById('content')
      if (next instanceof HTMLElement) next.focus()
    },
  }
}

let openDialogs = 0

/** Radix hides the page from screen readers only; this keeps the Tab key out of it as well, until the last dialog is closed. */
function setPageInert(inert: boolean): void {
  openDialogs += inert ? 1 : -1
  const page = document.getElementById('root')
  if (page !== null) page.inert = openDialogs > 0
}
