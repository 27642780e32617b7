export type Row = Record<string, string | number | undefined>

/** Lines of columns, each as wide as its widest cell; shares to three places. */
export function toTable(rows: Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const lines = [columns, ...rows.map((row) => columns.map((column) => toCell(row[column])))]
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => (line[index] ?? '').length)))
  return lines
    .map((line) =>
      line
        .map((cell, index) => pad(cell, widths[index] ?? 0, index === 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const toCell = (value: string | number | undefined): string => {
  if (value === undefined) return '-'
  if (typeof value === 'string') return value
  return Number.isInteger(value) && value > 1 ? String(value) : value > 1 ? value.toFixed(1) : value.toFixed(3)
}
const pad = (cell: string, width: number, isFirst: boolean): string =>
  isFirst ? cell.padEnd(width) : cell.padStart(width)
