import { asItIs, remember } from '#server/lru.ts'

/** Of its words. Two products on pages of one template share less: names and prices differ. */
const REPEATED_SHARE = 0.9
/** "Yes, every day." answers more than one question. */
const MIN_WORDS = 8

/** So many chunks, best first, without those whose words a better one holds: the same lines on two pages. */
export function leaveOutRepeats<T extends { text: string }>(chunks: T[], count: number): T[] {
  const kept: { chunk: T; words: Set<string> }[] = []
  for (const chunk of chunks) {
    if (kept.length === count) break
    const words = listOwnWords(chunk.text)
    if (!kept.some((better) => isRepeated(words, better.words))) kept.push({ chunk, words })
  }
  return kept.map(({ chunk }) => chunk)
}

const listOwnWords = remember(asItIs, (text) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu)))

function isRepeated(words: Set<string>, better: Set<string>): boolean {
  const shared = [...words].filter((word) => better.has(word)).length
  return words.size >= MIN_WORDS && shared >= REPEATED_SHARE * words.size
}
