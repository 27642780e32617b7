import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { toFailure } from '../failure.ts'
import { Button } from './Button.tsx'
import { Notice } from './Card.tsx'
import { classes } from './classes.ts'

type EmptyProps = {
  title: string
  children: ReactNode
  action?: ReactNode
  /** The title of the page, not of a part of it. */ whole?: boolean
}

/** Nothing here yet: one sentence and one button. */
export function EmptyState({ title, children, action, whole }: EmptyProps) {
  const Heading = whole ? 'h1' : 'h2'
  return (
    <div className="stack items-center gap-1.5 rounded-card border border-dashed border-edge/60 px-6 py-12 text-center">
      <Heading className="text-title font-semibold">{title}</Heading>
      <p className="max-w-[46ch] text-quiet">{children}</p>
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  )
}

/** Something failed to arrive; said where it would have been. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <Notice
      tone="bad"
      role="alert"
      action={
        <Button small onClick={onRetry}>
          Try again
        </Button>
      }
    >
      <span className="row gap-2">
        <CircleAlert className="size-4 shrink-0 text-bad" aria-hidden="true" />
        {toFailure(error).message}
      </span>
    </Notice>
  )
}

/** A failure of the form it stands in. */
export function FormError({ message }: { message: string | undefined }) {
  if (message === undefined) return null
  return (
    <Notice tone="bad" role="alert">
      {message}
    </Notice>
  )
}

/** The shape of what is coming. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={classes('animate-rest rounded-md bg-sunk', className)} />
}
