/** WCAG 2.2 asks 4.5 for text and 3 for the shape of a control. Black passes wherever white does not. */
const MIN_TEXT = 4.5
const MIN_SHAPE = 3

/** Relative luminance of `#rrggbb`, 0 to 1. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** What can be read on an accent of `#rrggbb`: white where it passes, else black. */
export function inkOn(accent: string): { text: string; shape: string } {
  const whiteContrast = 1.05 / (luminance(accent) + 0.05)
  return { text: whiteContrast < MIN_TEXT ? '#000' : '#fff', shape: whiteContrast < MIN_SHAPE ? '#000' : '#fff' }
}
