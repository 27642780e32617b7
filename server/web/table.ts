import { toText, type PageElement } from './dom.ts'

const MAX_CELL_CHARS = 500
const MAX_SPAN = 50

/** Tables that hold data; the rest are there for the layout of a page and read as its blocks. */
export function isDataTable(table: PageElement): boolean {
  if (table.querySelector('table, h1, h2, h3, h4, form, pre') !== null || table.getAttribute('role') === 'presentation')
    return false
  const rows = readRows(table)
  const columns = Math.max(0, ...rows.map((row) => row.length))
  return (
    rows.length >= 1 && columns >= 2 && rows.every((row) => row.every((cell) => cell.text.length <= MAX_CELL_CHARS))
  )
}

/** A table as Markdown. Cells that span rows are repeated, so that each row can be read by itself. */
export function toPipeTable(table: PageElement): string {
  const rows = readRows(table)
  const columns = Math.max(...rows.map((row) => row.length))
  const hasHeader = rows[0]?.every((cell) => cell.isHeader) === true && rows.length > 1
  const caption = table.querySelector('caption')
  const toLine = (cells: string[]): string =>
    `| ${Array.from({ length: columns }, (_, column) => cells[column] ?? '').join(' | ')} |`
  const lines = rows.map((row) => toLine(row.map((cell) => cell.text)))
  // Markdown asks for a header line; a table without one gets an empty one.
  const header = hasHeader ? lines.slice(0, 1) : [toLine([])]
  const body = hasHeader ? lines.slice(1) : lines
  const rule = `|${' --- |'.repeat(columns)}`
  const title = caption === null ? [] : [`${toText(caption)}\n`]
  return [...title, ...header, rule, ...body].join('\n')
}

type Cell = { text: string; isHeader: boolean }

function readRows(table: PageElement): Cell[][] {
  const rows: Cell[][] = []
  const reaching = new Map<number, { cell: Cell; rowsLeft: number }>()
  for (const tr of table.querySelectorAll('tr')) {
    const row: Cell[] = []
    const takeReaching = (): void => {
      for (let above = reaching.get(row.length); above !== undefined; above = reaching.get(row.length)) {
        if (--above.rowsLeft === 0) reaching.delete(row.length)
        row.push(above.cell)
      }
    }
    for (const element of tr.children) {
      if (element.localName !== 'td' && element.localName !== 'th') continue
      takeReaching()
      const cell = {
        text: toText(element).replaceAll('|', '/'),
        isHeader: element.localName === 'th' || element.closest('thead') !== null,
      }
      const rowSpan = readSpan(element, 'rowspan')
      for (let column = 0; column < readSpan(element, 'colspan'); column++) {
        if (rowSpan > 1) reaching.set(row.length, { cell, rowsLeft: rowSpan - 1 })
        row.push(column === 0 ? cell : { ...cell, text: '' })
      }
    }
    takeReaching()
    if (row.some((cell) => cell.text !== '')) rows.push(row)
  }
  return rows
}

function readSpan(cell: PageElement, name: string): number {
  const span = Number.parseInt(cell.getAttribute(name) ?? '1', 10)
  return Number.isNaN(span) ? 1 : Math.min(Math.max(span, 1), MAX_SPAN)
}
