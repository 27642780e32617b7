/** Digits or a currency first and hardly a word after: "14 h – 18 h 30", "£35 each". */
const VALUE = /^[^\p{L}]{0,3}[\d€$£¥₺]/u
const MAX_VALUE_LETTERS = 8
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
    const first = lines.findIndex((other, index) => index > at && isValue(other))
    if (first === -1) return [line]
    const after = lines.findIndex((other, index) => index > first && !isValue(other))
    const values = lines.slice(first, after === -1 ? undefined : after)
    return [`${lines.slice(at, first).join(lineBreak)}: ${values.join(', ')}`]
  })
}
