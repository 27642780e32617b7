/** WCAG 2.2 asks 4.5 for text and 3 for the shape of a control. */
const MIN_TEXT = 4.5
const MIN_SHAPE = 3

type Rgb = number[]

const parse = (hex: string): Rgb => [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
const format = (rgb: Rgb): string =>
  `#${rgb
    .map((channel) =>
      Math.round(channel * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`

function luminance(rgb: Rgb): number {
  const [r = 0, g = 0, b = 0] = rgb.map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** WCAG 2 contrast of two `#rrggbb` colours, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(parse(a)), luminance(parse(b))].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

/** What can be read on an accent: white where it passes, else nearly black with a breath of the accent, else black. */
export function inkOn(accent: string): { text: string; shape: string } {
  const white = '#ffffff'
  const tinted = format(parse(accent).map((channel) => channel * 0.12))
  const dark = contrast(accent, tinted) >= MIN_TEXT ? tinted : '#000000'
  const reads = contrast(accent, white)
  return { text: reads >= MIN_TEXT ? white : dark, shape: reads >= MIN_SHAPE ? white : dark }
}
