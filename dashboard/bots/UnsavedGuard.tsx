import { useCallback, useEffect, type RefObject } from 'react'
import { useBeforeUnload, useBlocker } from 'react-router'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { hasUnsaved } from './unsaved.ts'

type Props = { isDirty: boolean; isSaving: boolean; leaving: RefObject<boolean> }

/** Asks before unsaved changes are left behind, by a link, the Back button or a closed tab. What is being saved is waited for. */
export function UnsavedGuard({ isDirty, isSaving, leaving }: Props) {
  const mustStay = useCallback(() => isDirty || isSaving || hasUnsaved(), [isDirty, isSaving])
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      mustStay() && !leaving.current && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (blocker.state === 'blocked' && !mustStay()) blocker.proceed()
  }, [blocker, mustStay])
  useBeforeUnload(
    useCallback(
      (event: BeforeUnloadEvent) => mustStay() && !leaving.current && event.preventDefault(),
      [mustStay, leaving],
    ),
  )
  return (
    <Dialog
      open={blocker.state === 'blocked' && !isSaving}
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
