import { Switch as Radix } from 'radix-ui'
import { useId } from 'react'

type Props = { label: string; hint?: string; checked: boolean; onChange: (checked: boolean) => void }

export function Switch({ label, hint, checked, onChange }: Props) {
  const id = useId()
  return (
    <div className="row justify-between gap-4">
      <div>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint !== undefined && <div className="note">{hint}</div>}
      </div>
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        className="h-6 w-10 shrink-0 rounded-full border border-edge bg-sunk p-0.5 transition-colors duration-150 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="block size-4.5 rounded-full bg-quiet transition-transform duration-150 data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-accent" />
      </Radix.Root>
    </div>
  )
}
