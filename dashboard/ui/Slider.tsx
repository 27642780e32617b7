import type { ComponentProps } from 'react'

type Props = Omit<ComponentProps<'input'>, 'type' | 'value' | 'onChange'> & {
  value: number
  onChange: (value: number) => void
  /** What the left and the right end mean. */
  ends: readonly [string, string]
  /** Read out in place of the number. */
  valueText: string
}

export function Slider({ value, onChange, ends: [left, right], valueText, ...rest }: Props) {
  return (
    <div>
      <input
        {...rest}
        type="range"
        value={value}
        aria-valuetext={valueText}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        className="slider"
      />
      <div className="row justify-between gap-4 note" aria-hidden="true">
        <span>{left}</span>
        <span>{right}</span>
      </div>
    </div>
  )
}
