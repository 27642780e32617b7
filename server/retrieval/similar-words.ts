/** Shorter words resemble too many others. */
const MIN_CHARS = 5
/** Comparing costs the square of it. */
const MAX_CHARS = 40
/** From here on two letters may be wrong. */
const LONG_WORD_CHARS = 9
/** Of the words a term may stand for; the text index takes 32 terms in all. */
const MAX_SIMILAR = 4
/** What a word and its inflection have in common: "Apothekern" and "Apothekerin". */
const COMMON_START_SHARE = 0.7

/** Words of the vocabulary that an unknown word may be meant for, best first: it misspelt, a part of it, or a compound with it. */
export function findSimilarWords(unknown: string, vocabulary: Iterable<string>): string[] {
  if (unknown.length < MIN_CHARS || unknown.length > MAX_CHARS || /\p{N}/u.test(unknown)) return []
  const found: { word: string; difference: number }[] = []
  for (const word of vocabulary) {
    const difference = findDifference(unknown, word)
    if (difference !== undefined) found.push({ word, difference })
  }
  return found
    .toSorted((a, b) => a.difference - b.difference || a.word.length - b.word.length)
    .slice(0, MAX_SIMILAR)
    .map(({ word }) => word)
}

/** How unlike two words are, in letters; undefined when they have nothing to do with each other. */
function findDifference(unknown: string, word: string): number | undefined {
  if (word.length < MIN_CHARS) return undefined
  const allowed = unknown.length < LONG_WORD_CHARS ? 1 : 2
  if (unknown[0] === word[0] && Math.abs(unknown.length - word.length) <= allowed) {
    const edits = countEdits(unknown, word)
    if (edits <= allowed) return edits
  }
  const start = unknown.slice(0, Math.max(MIN_CHARS, Math.ceil(unknown.length * COMMON_START_SHARE)))
  const isRelated =
    word.startsWith(start) || word.endsWith(unknown) || unknown.startsWith(word) || unknown.endsWith(word)
  return isRelated ? allowed + Math.abs(unknown.length - word.length) : undefined
}

/** Letters to add, drop, change or swap with their neighbour to get from one word to the other. */
export function countEdits(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      let edits = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (isSame ? 0 : 1))
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (isSwap) edits = Math.min(edits, at(beforeLast, j - 2) + 1)
      row.push(edits)
    }
    beforeLast = last
    last = row
  }
  return at(last, b.length)
}

const at = (row: number[], index: number): number => row[index] ?? Infinity
