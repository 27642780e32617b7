/** Of its words. Two products on pages of one template share less: names and prices differ. */
const REPEATED_SHARE = 0.9
/** "Yes, every day." answers more than one question. */
const MIN_WORDS = 8

/** So many chunks, best first, without those whose words a better one holds: the same lines on two pages. */
export function leaveOutRepeats<T extends { text: string }>(chunks: T[], count: number): T[] {
  const kept: { chunk: T; words: Set<string> }[] = []
  for (const chunk of chunks) {
    if (kept.length === count) break
    const words = new Set(chunk.text.toLowerCase().match(/[\p{L}\p{N}]+/gu))
    if (!kept.some((better) => isRepeated(words, better.words))) kept.push({ chunk, words })
  }
  return kept.map(({ chunk }) => chunk)
}

function isRepeated(words: Set<string>, better: Set<string>): boolean {
  const shared = [...words].filter((word) => better.has(word)).length
  return words.size >= MIN_WORDS && shared >= REPEATED_SHARE * words.size
}
