import { Tabs as Radix } from 'radix-ui'
import { useId, type ReactNode } from 'react'
import { classes } from './classes.ts'

/** A dot behind the tab's name, with what it means: "Not saved yet", or in red "Needs a look". */
export type TabMark = { mark?: 'Not saved yet' | 'Needs a look' }

type Props<Name extends string> = {
  label: string
  value: Name
  onChange: (value: Name) => void
  tabs: readonly ({ value: Name; label: string; badge?: ReactNode } & TabMark)[]
  children: ReactNode
}

export function Tabs<Name extends string>({ label, value, onChange, tabs, children }: Props<Name>) {
  const id = useId()
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => {
        const chosen = tabs.find((tab) => tab.value === next)
        if (chosen) onChange(chosen.value)
      }}
    >
      <Radix.List
        aria-label={label}
        className="-mx-4 flex gap-4 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:gap-6 sm:px-0"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            // Described, not named by it: the tab keeps its name.
            aria-describedby={tab.mark && `${id}-${tab.value}`}
            className={
              'row -mb-px h-10 shrink-0 gap-1.5 border-b-2 border-transparent px-1 font-medium text-quiet transition-colors duration-150 ' +
              'hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-ink max-sm:h-11'
            }
          >
            {tab.label}
            {tab.badge}
            {tab.mark && (
              <span
                title={tab.mark}
                aria-hidden="true"
                className={classes('size-1.5 rounded-full', tab.mark === 'Needs a look' ? 'bg-bad' : 'bg-accent')}
              />
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map(
        ({ value, mark }) =>
          mark && (
            <span key={value} id={`${id}-${value}`} hidden>
              {mark}
            </span>
          ),
      )}
      {children}
    </Radix.Root>
  )
}

type PanelProps = {
  value: string
  /** Stays while another tab is looked at, with what is typed in it. */
  stays?: boolean
  children: ReactNode
}

export function TabPanel({ value, stays, children }: PanelProps) {
  return (
    <Radix.Content value={value} {...(stays && { forceMount: true })} className="pt-6 data-[state=inactive]:hidden">
      {children}
    </Radix.Content>
  )
}
