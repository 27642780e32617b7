/**
 * What a spreadsheet would run as a formula, or as a command that a visitor wrote: at the start of a cell, and where a
 * spreadsheet that parts cells at semicolons would begin one, or a line.
 */
const FORMULA_START = /(^|[;\t\r\n])([^\S\r\n]*[=+\-@＝＋－＠])/gu

/** One line by RFC 4180. A cell that could be a formula gets an apostrophe, which makes it text. */
export const toCsvLine = (cells: string[]): string => `${cells.map(toCell).join(',')}\r\n`

function toCell(text: string): string {
  const safe = text.replace(FORMULA_START, "$1'$2").replace(/^(?=[\t\r\n])/, "'")
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
