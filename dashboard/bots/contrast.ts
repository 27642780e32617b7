/** WCAG 2.2: 4.5 for text, 3 for the shape of a control. */
const MIN_TEXT = 4.5
const MIN_SHAPE = 3

const WHITE_PAGE = '#FFFFFF'
/** As dark as most sites' dark theme is. */
const DARK_PAGE = '#1A1A1A'
/** Of the way to white or black. */
const STEP = 0.01

/** What the widget writes on an accent of `#rrggbb`: its own rule, which a test holds this one to. */
export const textOn = (accent: string): '#fff' | '#000' => (contrast(accent, '#FFFFFF') < MIN_TEXT ? '#000' : '#fff')

/** The pages on which a round button of this color is hard to see. */
export function hardToSeeOn(accent: string): ('white' | 'dark')[] {
  const hard: ('white' | 'dark')[] = []
  if (contrast(accent, WHITE_PAGE) < MIN_SHAPE) hard.push('white')
  if (contrast(accent, DARK_PAGE) < MIN_SHAPE) hard.push('dark')
  return hard
}

/** The nearest darker or lighter color that stands out from both. */
export function toVisible(accent: string): string {
  const end = hardToSeeOn(accent).includes('white') ? '#000000' : '#FFFFFF'
  for (let share = 0; share <= 1; share += STEP) {
    const mixed = mix(accent, end, share)
    if (hardToSeeOn(mixed).length === 0) return mixed
  }
  return accent
}

function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].toSorted((one, two) => one - two)
  return (lighter + 0.05) / (darker + 0.05)
}

/** Relative luminance of `#rrggbb`, 0 to 1. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = channels(hex).map((value) => {
    const channel = value / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function mix(from: string, to: string, share: number): string {
  const ends = channels(to)
  const mixed = channels(from).map((value, index) => Math.round(value + ((ends[index] ?? 0) - value) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`.toUpperCase()
}

const channels = (hex: string): number[] => [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16))
