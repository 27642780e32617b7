import { useEffect, useRef } from 'react'

/** Ctrl+S, on a Mac ⌘S, saves; the browser's own "Save page" never comes up over a form. */
export function useSaveKey(canSave: boolean, save: () => Promise<void>): void {
  const now = useRef({ canSave, save })
  useEffect(() => {
    now.current = { canSave, save }
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      const isAsking = document.querySelector('[role=alertdialog]') !== null
      if (now.current.canSave && !isAsking) void now.current.save()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
