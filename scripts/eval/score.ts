/** The words of a text as the published page benchmarks count them. */
export const listWords = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []

/** F1 of two texts as bags of words, 0..1. */
export function wordF1(text: string, truth: string): number {
  const words = listWords(text)
  const trueWords = listWords(truth)
  if (words.length === 0 || trueWords.length === 0) return words.length === trueWords.length ? 1 : 0
  const left = new Map<string, number>()
  for (const word of trueWords) left.set(word, (left.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of words) {
    const count = left.get(word) ?? 0
    if (count > 0) shared++
    left.set(word, count - 1)
  }
  return (2 * shared) / (words.length + trueWords.length)
}

/** Whether a text holds another, whatever the case, spaces and punctuation; whole words only. */
export function holds(text: string, part: string): boolean {
  const words = listWords(part)
  return words.length > 0 && ` ${listWords(text).join(' ')} `.includes(` ${words.join(' ')} `)
}

/** Undefined for an empty list. */
export const mean = (values: number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length

/** The share of items that pass. Undefined for an empty list. */
export const share = <T>(items: T[], passes: (item: T) => boolean): number | undefined =>
  mean(items.map((item) => (passes(item) ? 1 : 0)))

/** The value that `rank` (0..1) of the values do not exceed. Undefined for an empty list. */
export const percentile = (values: number[], rank: number): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * rank) - 1)]

/** How often a positive scores above a negative, a tie counting half. Undefined when there is none of either. */
export function auroc(positives: number[], negatives: number[]): number | undefined {
  const pairs = positives.flatMap((positive) =>
    negatives.map((negative) => (positive > negative ? 1 : positive === negative ? 0.5 : 0)),
  )
  return mean(pairs)
}
