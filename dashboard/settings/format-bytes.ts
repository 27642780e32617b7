const UNITS = ['KB', 'MB', 'GB', 'TB']

/** "4 KB", "23.4 MB": as people read sizes, one decimal below a hundred from MB on. */
export function formatBytes(bytes: number): string {
  let size = bytes / 1024
  let unit = 0
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1024
    unit += 1
  }
  const digits = unit > 0 && size < 100 ? 1 : 0
  return `${size.toLocaleString('en', { maximumFractionDigits: digits })} ${UNITS[unit]}`
}
