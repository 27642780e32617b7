import { z } from 'zod'

const tokenizerSchema = z.object({ model: z.object({ vocab: z.record(z.string(), z.number()) }) })

/** [CLS] and [SEP] around each text. */
const SPECIAL_TOKENS = 2
/** Longer words are unknown. */
const MAX_WORD_CHARS = 100
/** An unknown word is one token to the model, yet a Thai sentence is one: counted so, a whole page would be one chunk. */
const CHARS_PER_UNKNOWN = 4
// BERT splits at white space, at each sign of punctuation and at each Chinese character.
const PIECE = /\p{Script=Han}|[!-/:-@[-`{-~]|\p{P}|[^\s!-/:-@[-`{-~\p{P}\p{Script=Han}]+/gu

/**
 * Counts tokens as BERT's WordPiece does, from the text of a `tokenizer.json`. An estimate would have to be half as much
 * again to be safe for names and other languages, and every window it adds costs 0.2 s of training.
 */
export function createWordPieceCounter(tokenizerJson: string): (text: string) => number {
  const vocabulary = new Set(Object.keys(tokenizerSchema.parse(JSON.parse(tokenizerJson)).model.vocab))

  const longest = Math.max(...Array.from(vocabulary, (piece) => piece.length))

  const countUnknown = (word: string): number => Math.ceil(word.length / CHARS_PER_UNKNOWN)

  const countWord = (word: string): number => {
    if (word.length > MAX_WORD_CHARS) return countUnknown(word)
    let count = 0
    for (let start = 0; start < word.length; count++) {
      const prefix = start === 0 ? '' : '##'
      let end = Math.min(word.length, start + longest)
      while (end > start && !vocabulary.has(prefix + word.slice(start, end))) end--
      if (end === start) return countUnknown(word)
      start = end
    }
    return count
  }

  return (text) => {
    const plain = text
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .toLowerCase()
    let count = SPECIAL_TOKENS
    for (const [piece] of plain.matchAll(PIECE)) count += countWord(piece)
    return count
  }
}
