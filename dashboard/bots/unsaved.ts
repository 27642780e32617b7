import { useEffect } from 'react'

const unsaved = new Set<symbol>()

/** Tells the page's guard of something typed that is not saved yet. */
export function useUnsaved(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return
    const typed = Symbol('typed')
    unsaved.add(typed)
    return () => void unsaved.delete(typed)
  }, [isDirty])
}

export const hasUnsaved = (): boolean => unsaved.size > 0
