import { Field } from '../ui/Field.tsx'
import { Input } from '../ui/Input.tsx'

type Props = { value: string; onChange: (value: string) => void; error: string | undefined; onLeave: () => void }

/** The hex code as text, and the browser's own picker for those who do not think in hex. */
export function ColorField({ value, onChange, error, onLeave }: Props) {
  const isColor = /^#[0-9a-f]{6}$/i.test(value)
  return (
    <Field
      label="Accent color"
      error={error}
      onLeave={onLeave}
      hint="The launcher and your visitors’ messages. Text on it stays readable by itself."
    >
      {(described) => (
        <div className="row gap-2">
          <input
            type="color"
            aria-label="Pick a color"
            value={isColor ? value.toLowerCase() : '#000000'}
            onChange={(event) => onChange(event.target.value.toUpperCase())}
            className="size-9 shrink-0 cursor-pointer rounded-control border border-edge bg-surface p-1 max-sm:size-11"
          />
          <Input
            {...described}
            value={value}
            onChange={(event) => onChange(withHash(event.target.value))}
            className="max-w-32 uppercase tabular-nums"
            maxLength={7}
            spellCheck={false}
            autoComplete="off"
          />
        </div>
      )}
    </Field>
  )
}

const withHash = (typed: string): string => (/^[0-9a-f]{6}$/i.test(typed.trim()) ? `#${typed.trim()}` : typed.trim())
