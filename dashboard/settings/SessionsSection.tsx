import { useState } from 'react'
import { trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/Card.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { FormError } from '../ui/State.tsx'

export function SessionsSection() {
  const utils = trpc.useUtils()
  const [asking, setAsking] = useState(false)
  const signOut = trpc.auth.signOutEverywhere.useMutation({ onSuccess: () => utils.auth.state.reset() })
  return (
    <Section title="Signed-in devices" note="Lost a phone, or used someone else’s computer? End every session at once.">
      <div>
        <Button look="danger" onClick={() => setAsking(true)}>
          End all sessions
        </Button>
      </div>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="End all sessions?"
        description="Every device is signed out, this one too. You sign in again with your password."
        action={
          <Button look="destroy" busy={signOut.isPending} onClick={() => signOut.mutate()}>
            End them all
          </Button>
        }
      >
        <FormError message={signOut.error ? toFailure(signOut.error).message : undefined} />
      </Dialog>
    </Section>
  )
}
