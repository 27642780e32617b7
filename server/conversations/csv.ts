/** What a spreadsheet would run as a formula, or as a command that a visitor wrote. */
const IS_FORMULA = /^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]/u

/** One line by RFC 4180. A cell that could be a formula gets an apostrophe, which makes it text. */
export const toCsvLine = (cells: string[]): string => `${cells.map(toCell).join(',')}\r\n`

function toCell(text: string): string {
  const safe = IS_FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
