import { RadioGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type Option<Value extends string> = { value: Value; label: string; picture?: ReactNode }

type Props<Value extends string> = {
  label: string
  value: Value
  onChange: (value: Value) => void
  options: readonly Option<Value>[]
  /** Small pictures stand beside their names, large ones above. */
  beside?: boolean
  /** The label is only read out: what is chosen between says itself. */
  unlabelled?: boolean
}

/** A radio group drawn as a row of cards, each with a picture over its name. */
export function Choice<Value extends string>({ label, value, onChange, options, beside, unlabelled }: Props<Value>) {
  return (
    <div className="stack gap-1.5">
      {!unlabelled && (
        <div className="font-medium" aria-hidden="true">
          {label}
        </div>
      )}
      <RadioGroup.Root
        aria-label={label}
        value={value}
        onValueChange={(next) => {
          const chosen = options.find((option) => option.value === next)
          if (chosen) onChange(chosen.value)
        }}
        className="grid auto-cols-fr grid-flow-col gap-2"
      >
        {options.map((option) => (
          <RadioGroup.Item
            key={option.value}
            value={option.value}
            className={classes(
              beside ? 'row' : 'stack',
              'min-h-9 items-center justify-center gap-2 rounded-control border border-edge bg-surface px-2 py-1.5 text-quiet transition-colors',
              'duration-150 hover:text-ink data-[state=checked]:border-accent data-[state=checked]:bg-accent-wash data-[state=checked]:text-ink',
              'data-[state=checked]:inset-ring data-[state=checked]:inset-ring-accent max-sm:min-h-11',
            )}
          >
            {option.picture}
            <span className="text-small">{option.label}</span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </div>
  )
}
