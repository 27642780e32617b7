import { useCallback, type RefObject } from 'react'
import { useBeforeUnload, useBlocker } from 'react-router'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { hasUnsaved } from './unsaved.ts'

/** Asks before unsaved changes are left behind, by a link, the Back button or a closed tab. */
export function UnsavedGuard({ isDirty, leaving }: { isDirty: boolean; leaving: RefObject<boolean> }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      (isDirty || hasUnsaved()) && !leaving.current && currentLocation.pathname !== nextLocation.pathname,
  )
  useBeforeUnload(
    useCallback(
      (event: BeforeUnloadEvent) => (isDirty || hasUnsaved()) && !leaving.current && event.preventDefault(),
      [isDirty, leaving],
    ),
  )
  return (
    <Dialog
      open={blocker.state === 'blocked'}
      onClose={() => blocker.reset?.()}
      title="Leave without saving?"
      description="What you changed here is not saved yet."
      cancel="Stay"
      action={
        <Button look="destroy" onClick={() => blocker.proceed?.()}>
          Leave
        </Button>
      }
    />
  )
}
