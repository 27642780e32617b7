import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'

export function Card({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={classes('rounded-card border border-line bg-surface p-4 sm:p-5', className)} {...rest} />
}

/** A card with a heading: one subject of a page. */
export function Section({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <Card className="stack gap-4">
      <div className="stack gap-1">
        <h2 className="text-title font-semibold">{title}</h2>
        {note !== undefined && <p className="note">{note}</p>}
      </div>
      {children}
    </Card>
  )
}

const tones = {
  plain: 'border-line bg-sunk text-ink',
  brass: 'border-brass/40 bg-brass-wash text-ink',
  warn: 'border-warn/40 bg-warn-wash text-ink',
  bad: 'border-bad/40 bg-bad-wash text-ink',
}

/** A remark inside or above other things, with an action at its end. */
export function Notice({
  tone = 'plain',
  action,
  children,
  ...rest
}: ComponentProps<'div'> & { tone?: keyof typeof tones; action?: ReactNode }) {
  return (
    <div
      className={classes(
        'flex flex-wrap items-center justify-between gap-3 rounded-control border px-3.5 py-2.5',
        tones[tone],
      )}
      {...rest}
    >
      <div className="min-w-0 flex-1 basis-60 wrap-anywhere">{children}</div>
      {action}
    </div>
  )
}
