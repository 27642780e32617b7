const STEPS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 7],
  ['week', 4.35],
  ['month', 12],
] as const

const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** "3 minutes ago", "yesterday", "in 2 days"; anything under 45 seconds is "just now". */
export function relativeTime(iso: string, now: number): string {
  let distance = (Date.parse(iso) - now) / 1000
  if (Math.abs(distance) < 45) return 'just now'
  for (const [unit, size] of STEPS) {
    if (Math.abs(Math.round(distance)) < size) return words.format(Math.round(distance), unit)
    distance /= size
  }
  return words.format(Math.round(distance), 'year')
}
