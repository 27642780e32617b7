import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { FormError } from '../ui/State.tsx'

type Props = {
  isDirty: boolean
  isSaving: boolean
  justSaved: boolean
  failure: string | undefined
  save: () => Promise<void>
  children: ReactNode
}

/** Fields over the one "Save changes", which stays in reach at the bottom of the screen. */
export function BotForm({ isDirty, isSaving, justSaved, failure, save, children }: Props) {
  return (
    <form
      noValidate
      className="stack gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        if (isDirty && !isSaving) void save()
      }}
    >
      {children}
      <div className="sticky bottom-0 stack gap-3 border-t border-line bg-ground py-3">
        <FormError message={failure} />
        <div className="row gap-3">
          <Button type="submit" look="primary" disabled={!isDirty} busy={isSaving}>
            Save changes
          </Button>
          <span role="status" className="row gap-1.5 note">
            {justSaved && <Check className="size-4 text-good" aria-hidden="true" />}
            {justSaved ? 'Saved' : isDirty ? 'Not saved yet' : ''}
          </span>
        </div>
      </div>
    </form>
  )
}
