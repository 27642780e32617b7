import { Check } from 'lucide-react'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Input } from '../ui/Input.tsx'
import { hardToSeeOn, textOn, toVisible } from './contrast.ts'

type Props = { value: string; onChange: (value: string) => void; error: string | undefined; onLeave: () => void }

/** Each stands out from white and from dark pages. */
const PRESETS = [
  ['Bottle green', '#1D7A5B'],
  ['Blue', '#3B82F6'],
  ['Violet', '#7C5CDB'],
  ['Berry', '#C2417C'],
  ['Brick', '#C2512F'],
  ['Brass', '#9A7420'],
] as const

/** The hex code as text, the browser's own picker for those who do not think in hex, and a few to begin with. */
export function ColorField({ value, onChange, error, onLeave }: Props) {
  const isColor = /^#[0-9a-f]{6}$/i.test(value)
  return (
    <div className="stack gap-3">
      <Field label="Accent color" error={error} onLeave={onLeave} hint="The chat button and your visitors’ messages.">
        {(described) => (
          <div className="row flex-wrap gap-x-4 gap-y-2">
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
            <Presets value={value} onChange={onChange} />
          </div>
        )}
      </Field>
      {isColor && <Contrast color={value} onChange={onChange} />}
    </div>
  )
}

function Presets({ value, onChange }: Pick<Props, 'value' | 'onChange'>) {
  return (
    <div role="group" aria-label="Suggested colors" className="row -ml-1">
      {PRESETS.map(([name, color]) => (
        <button
          key={color}
          type="button"
          title={name}
          aria-label={name}
          aria-pressed={value.toUpperCase() === color}
          onClick={() => onChange(color)}
          className="rounded-full p-1 max-sm:p-1.5"
        >
          <span style={{ background: color }} className="flex size-6 items-center justify-center rounded-full">
            {value.toUpperCase() === color && (
              <Check style={{ color: textOn(color) }} className="size-4" aria-hidden="true" />
            )}
          </span>
        </button>
      ))}
    </div>
  )
}

const PAGES = [
  ['White page', '#FFFFFF'],
  ['Dark page', '#1A1A1A'],
] as const

/** How the color does on a page: its text, which is always readable, and whether the chat button stands out. */
function Contrast({ color, onChange }: { color: string; onChange: (value: string) => void }) {
  const hard = hardToSeeOn(color)
  const better = toVisible(color)
  const paint = { background: color, color: textOn(color) }
  return (
    <div className="stack gap-2">
      <div className="grid grid-cols-2 gap-2" aria-hidden="true">
        {PAGES.map(([page, ground]) => (
          <div
            key={page}
            title={page}
            style={{ background: ground }}
            className="row justify-end gap-2 rounded-control border border-line p-2"
          >
            <span style={paint} className="truncate rounded-card px-2.5 py-1 text-small">
              Open today?
            </span>
            <span style={paint} className="size-6 shrink-0 rounded-full" />
          </div>
        ))}
      </div>
      <div className="row min-h-8 flex-wrap gap-x-3 gap-y-2">
        <p role="status" className="note">
          {toSentence(hard, textOn(color) === '#fff')}
        </p>
        {hard.length > 0 && (
          <Button small onClick={() => onChange(better)}>
            <span style={{ background: better }} className="size-3.5 rounded-full border border-line" />
            Use {better} instead
          </Button>
        )}
      </div>
    </div>
  )
}

function toSentence([hardOn]: ('white' | 'dark')[], isWhite: boolean): string {
  const text = `Text on it is ${isWhite ? 'white' : 'black'}.`
  if (hardOn === undefined) return `${text} It stands out from white and from dark pages.`
  return `${text} The button is hard to see on a ${hardOn} page.`
}

const withHash = (typed: string): string => (/^[0-9a-f]{6}$/i.test(typed.trim()) ? `#${typed.trim()}` : typed.trim())
