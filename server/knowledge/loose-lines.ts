/** Digits or a currency first and hardly a word after: "14 h – 18 h 30", "£35 each". */
const VALUE = /^[^\p{L}]{0,3}[\d€$£¥₺]/u
const MAX_VALUE_LETTERS = 8
/** Lines above a value that it may belong to, and values that may follow each other. */
const MAX_LABEL_LINES = 5
const MAX_VALUES = 10
const CLOSED =
  /^(closed|geschlossen|ruhetag|cerrado|fermé|chiuso|fechado|encerrado|gesloten|nieczynne|zamknięte|kapalı)$/iu

const isValue = (line: string): boolean =>
  CLOSED.test(line) || (VALUE.test(line) && (line.match(/\p{L}/gu)?.length ?? 0) <= MAX_VALUE_LETTERS)

/**
 * Cards and tables without a grid lose their frame on the way to text: "Saturday" and "9 to 12" stand apart. Gives each line with what
 * follows it to the next value; undefined when there is nothing to join. A line too many at the start loses against one without it.
 */
export function joinLooseLines(lines: string[], lineBreak: string): string[] | undefined {
  if (!lines.some((line, at) => isValue(line) && at > 0 && !isValue(lines[at - 1] ?? ''))) return undefined
  return lines.flatMap((line, at) => {
    if (isValue(line)) return []
    const below = lines.slice(at, at + MAX_LABEL_LINES + MAX_VALUES)
    const first = below.findIndex(isValue)
    if (first === -1 || first > MAX_LABEL_LINES) return [line]
    const after = below.findIndex((other, index) => index > first && !isValue(other))
    const values = below.slice(first, after === -1 ? undefined : after)
    return [`${below.slice(0, first).join(lineBreak)}: ${values.join(', ')}`]
  })
}
