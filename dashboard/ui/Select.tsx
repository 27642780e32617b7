import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import { shape } from './Input.tsx'

/** The browser's own list, in the look of a field. `className` is about its place and width. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <div className={classes('relative', className)}>
      <select className={classes(shape, 'h-9 appearance-none truncate bg-surface! pr-9 max-sm:h-11')} {...rest} />
      <ChevronDown
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-quiet"
        aria-hidden="true"
      />
    </div>
  )
}
