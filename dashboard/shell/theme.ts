import { useState } from 'react'

/** `auto` follows the device. public/theme.js reads the same key before the first paint. */
export const THEMES = ['auto', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'frontdesk_theme'

function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(KEY)
    return THEMES.find((theme) => theme === stored) ?? 'auto'
  } catch {
    return 'auto'
  }
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(storedTheme)
  const choose = (next: Theme) => {
    setTheme(next)
    if (next === 'auto') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = next
    try {
      localStorage.setItem(KEY, next)
    } catch {
      // Without storage the choice lasts until the page is left.
    }
  }
  return [theme, choose]
}
