import { useState, type ComponentProps } from 'react'
import { classes } from './classes.ts'

// 16 px on phones: below that iOS zooms into the field.
export const shape =
  'w-full min-w-0 rounded-control border border-edge bg-surface px-3 text-body max-sm:text-title placeholder:text-quiet ' +
  'transition-colors duration-150 hover:border-quiet read-only:bg-sunk disabled:opacity-60 ' +
  'focus-visible:outline-2 focus-visible:-outline-offset-1 aria-invalid:border-bad aria-invalid:outline-bad'

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={classes(shape, 'h-9 max-sm:h-11', className)} {...rest} />
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={classes(shape, 'field-sizing-content max-h-96 min-h-20 py-2', className)} {...rest} />
}

/** A password that can be looked at while it is typed. */
export function PasswordInput(props: Omit<ComponentProps<'input'>, 'type'>) {
  const [shown, setShown] = useState(false)
  return (
    <div className="relative">
      <Input {...props} type={shown ? 'text' : 'password'} className="pr-16" autoCapitalize="none" spellCheck={false} />
      <button
        type="button"
        onClick={() => setShown(!shown)}
        className="absolute inset-y-1 right-1 rounded-md px-2.5 text-small text-quiet hover:text-ink"
      >
        {shown ? 'Hide' : 'Show'}
        <span className="sr-only"> password</span>
      </button>
    </div>
  )
}

export function Checkbox({ label, ...rest }: Omit<ComponentProps<'input'>, 'type'> & { label: string }) {
  return (
    <label className="row gap-2.5">
      <input type="checkbox" className="size-4 accent-accent" {...rest} />
      {label}
    </label>
  )
}
