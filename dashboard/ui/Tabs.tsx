import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

type Props<Name extends string> = {
  label: string
  value: Name
  onChange: (value: Name) => void
  tabs: readonly { value: Name; label: string; badge?: ReactNode }[]
  children: ReactNode
}

export function Tabs<Name extends string>({ label, value, onChange, tabs, children }: Props<Name>) {
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
            className={
              'row -mb-px h-10 shrink-0 gap-1.5 border-b-2 border-transparent px-1 font-medium text-quiet transition-colors duration-150 ' +
              'hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-ink max-sm:h-11'
            }
          >
            {tab.label}
            {tab.badge}
          </Radix.Trigger>
        ))}
      </Radix.List>
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
