import type { Position } from '#shared/widget-config.ts'
import { Choice } from '../ui/Choice.tsx'

const picture = (x: number) => (
  <svg viewBox="0 0 48 32" className="h-8 w-12" aria-hidden="true">
    <rect x="0.5" y="0.5" width="47" height="31" rx="3" className="fill-ground stroke-edge" />
    <path d="M6 8h20M6 13h14" className="stroke-line" strokeWidth="2" strokeLinecap="round" />
    <circle cx={x} cy="25" r="4" className="fill-accent" />
  </svg>
)

const options = [
  { value: 'bottom-left', label: 'Bottom left', picture: picture(8) },
  { value: 'bottom-center', label: 'Bottom center', picture: picture(24) },
  { value: 'bottom-right', label: 'Bottom right', picture: picture(40) },
] as const

export function PositionField({ value, onChange }: { value: Position; onChange: (value: Position) => void }) {
  return <Choice label="Position" value={value} onChange={onChange} options={options} />
}
