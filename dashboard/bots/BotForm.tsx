import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { FormError } from '../ui/State.tsx'
import type { BotDraft } from './bot-form.ts'
import { ClashNotice } from './ClashNotice.tsx'
import type { Clash } from './edits.ts'

type Props = {
  draft: BotDraft
  clashes: Clash[]
  keepMine: (field: keyof BotDraft) => void
  takeTheirs: (field: keyof BotDraft) => void
  isDirty: boolean
  isSaving: boolean
  justSaved: boolean
  failure: string | undefined
  save: () => Promise<void>
  children: ReactNode
}

/** Fields over the one "Save changes", which stays in reach at the bottom of the screen. */
export function BotForm({ children, save, isDirty, isSaving, justSaved, failure, ...form }: Props) {
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
        {form.clashes.map((clash) => (
          <ClashNotice
            key={clash.field}
            clash={clash}
            mine={form.draft[clash.field]}
            onKeep={() => form.keepMine(clash.field)}
            onTake={() => form.takeTheirs(clash.field)}
          />
        ))}
        <FormError message={failure} />
        <div className="row gap-3">
          <Button type="submit" look="primary" disabled={!isDirty && !isSaving} busy={isSaving}>
            Save changes
          </Button>
          <span role="status" className="row gap-1.5 note">
            {justSaved && <Check className="size-4 text-good" aria-hidden="true" />}
            {isSaving ? 'Saving…' : justSaved ? 'Saved' : isDirty ? 'Not saved yet' : ''}
          </span>
        </div>
      </div>
    </form>
  )
}
