import { cloneElement, isValidElement, type ComponentProps } from 'react'
import { classes } from './classes.ts'

const looks = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border border-edge bg-surface text-ink hover:bg-sunk',
  quiet: 'text-quiet hover:bg-sunk hover:text-ink',
  danger: 'border border-bad bg-surface text-bad hover:bg-bad-wash',
  destroy: 'bg-bad text-on-bad hover:opacity-90',
}

type Props = ComponentProps<'button'> & {
  look?: keyof typeof looks
  small?: boolean
  /** Work is under way: the button keeps its place and focus and takes no second click. */
  busy?: boolean
  /** Renders the only child (a link) in the look of a button. */
  asChild?: boolean
}

export function Button({
  look = 'secondary',
  small,
  busy,
  asChild,
  className,
  type = 'button',
  onClick,
  children,
  ...rest
}: Props) {
  const shared = {
    ...rest,
    'aria-busy': busy || undefined,
    'aria-disabled': busy || undefined,
    className: classes(
      'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control font-medium whitespace-nowrap select-none',
      'transition-colors duration-150 disabled:cursor-not-allowed disabled:opacity-50 aria-busy:opacity-60',
      '[&_svg]:size-4 [&_svg]:shrink-0',
      small ? 'h-8 px-2.5 text-small max-sm:h-10 max-sm:px-3' : 'h-9 px-3.5 text-body max-sm:h-11 max-sm:px-3',
      looks[look],
      className,
    ),
  }
  if (asChild && isValidElement(children)) return cloneElement(children, shared)
  return (
    <button {...shared} type={type} onClick={busy ? (event) => event.preventDefault() : onClick}>
      {children}
    </button>
  )
}
