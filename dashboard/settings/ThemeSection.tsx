import { Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from '../shell/theme.ts'
import { Section } from '../ui/Card.tsx'
import { Choice } from '../ui/Choice.tsx'

const OPTIONS = [
  { value: 'auto', label: 'Auto', picture: <Monitor className="size-4" aria-hidden="true" /> },
  { value: 'light', label: 'Light', picture: <Sun className="size-4" aria-hidden="true" /> },
  { value: 'dark', label: 'Dark', picture: <Moon className="size-4" aria-hidden="true" /> },
] as const

export function ThemeSection() {
  const [theme, setTheme] = useTheme()
  return (
    <Section
      title="Appearance"
      note="Of this dashboard, in this browser. The widget follows each visitor’s own device."
    >
      <Choice label="Theme" value={theme} onChange={setTheme} options={OPTIONS} beside />
    </Section>
  )
}
