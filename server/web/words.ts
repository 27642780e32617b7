const segmenter = new Intl.Segmenter('en', { granularity: 'word' })
// Scripts written without spaces need the segmenter; for all others runs of letters and digits are words, 20 times faster.
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’._@/-]*/gu

/** Prose has 5 to 8 with its markup. A page may hold megabytes without a space: 40 minutes of training for a handful of "words". */
const MAX_CHARS_PER_WORD = 20

/** Counts the words of a text in any language. */
export function countWords(text: string): number {
  let words = 0
  for (const _ of eachWord(text)) words++
  return words
}

/** The text up to the end of its `maxWords`th word, or where as many words of 20 characters would end, and how many words it holds. */
export function takeWords(whole: string, maxWords: number): { text: string; words: number; isCut: boolean } {
  const maxChars = maxWords * MAX_CHARS_PER_WORD
  const text = whole.slice(0, maxChars).toWellFormed()
  let words = 0
  let end = 0
  for (const wordEnd of eachWord(text)) {
    if (words === maxWords) return { text: text.slice(0, end), words, isCut: true }
    words++
    end = wordEnd
  }
  return { text, words, isCut: whole.length > maxChars }
}

/** Yields where each word ends. */
function* eachWord(text: string): Generator<number> {
  for (const run of text.matchAll(WORD)) {
    if (!UNSPACED.test(run[0])) {
      yield run.index + run[0].length
      continue
    }
    for (const part of segmenter.segment(run[0])) {
      if (part.isWordLike) yield run.index + part.index + part.segment.length
    }
  }
}
