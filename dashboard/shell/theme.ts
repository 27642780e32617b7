import { useSyncExternalStore } from 'react'

/** `auto` follows the device. public/theme.js reads the same key before the first paint. */
export const THEMES = ['auto', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'frontdesk_theme'
const listeners = new Set<() => void>()

export const useTheme = (): [Theme, (theme: Theme) => void] => [useSyncExternalStore(subscribe, shownTheme), choose]

/** What is on the page: without storage a choice lasts until the page is left. */
const shownTheme = (): Theme => toTheme(document.documentElement.dataset['theme'])

const toTheme = (name: string | null | undefined): Theme => THEMES.find((theme) => theme === name) ?? 'auto'

function choose(theme: Theme): void {
  show(theme)
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // Storage is blocked.
  }
}

function show(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
  for (const listener of listeners) listener()
}

/** Another tab's choice is this one's too. */
function subscribe(listener: () => void): () => void {
  const listen = ({ key, newValue }: StorageEvent) => key === KEY && show(toTheme(newValue))
  listeners.add(listener)
  window.addEventListener('storage', listen)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listen)
  }
}
