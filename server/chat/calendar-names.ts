/** Languages of the widget; the names of days and months come from the runtime. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'tr', 'ar', 'he', 'ja', 'zh']
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000

/** The names of the seven days, Monday being 0, in lower case without points. */
export function listDayNames(weekday: 'long' | 'short'): [string, number][] {
  const days = [0, 1, 2, 3, 4, 5, 6]
  return LANGUAGES.flatMap((language) => {
    const format = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' })
    return days.map((day): [string, number] => [toName(format.format(MONDAY + day * DAY_MS)), day])
  })
}

/** The full names of days and months. "May" is a verb too. */
export function listNames(): string[] {
  const months = LANGUAGES.flatMap((language) => {
    const format = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' })
    return Array.from({ length: 12 }, (_, month) => toName(format.format(Date.UTC(2024, month, 15))))
  })
  const names = [...listDayNames('long').map(([name]) => name), ...months]
  return [...new Set(names)].filter((name) => /^\p{L}{3,}$/u.test(name) && name !== 'may')
}

const toName = (word: string): string => word.toLowerCase().replace(/\.$/, '')
