/** Scripts written without spaces: the tokenizer would take a whole sentence for one word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu
/** 5kg is 5 kg, and 8:30am 8:30 am. */
const BEFORE_UNIT = /(?<=\p{N})(?=\p{L})/gu

/** What the text index reads; each character of an unspaced script becomes a word, and a word of it a phrase. The index itself drops accents. */
export function toSearchText(text: string): string {
  return text.replace(UNSPACED, ' $& ').replace(BEFORE_UNIT, ' ').replaceAll('ß', 'ss')
}

/** One term as an FTS5 expression: quoted, nothing in it is query syntax but a last *. NUL would end the query early. */
export function toPhrase(term: string): string {
  const isBeginning = term.endsWith('*')
  const word = toSearchText(isBeginning ? term.slice(0, -1) : term)
  return [...new Set([word, toUmlauts(word)])]
    .map((spelling) => `"${spelling.replaceAll('\0', ' ').replaceAll('"', '""')}"${isBeginning ? ' *' : ''}`)
    .join(' OR ')
}

/** A query of 20,000 terms took 1.1 s; a question rarely holds more than 32 words that matter. */
export const MAX_TERMS = 32
/** What the tokenizer makes a word of; a mark alone would match nothing. */
const HOLDS_A_WORD = /[\p{L}\p{N}]/u

/**
 * Words as an FTS5 expression that a text matches when it holds all of them; the last one may be a beginning, as it is while
 * someone types; at most `MAX_TERMS` count. Undefined when there is no word.
 */
export function toMatch(words: string): string | undefined {
  const terms = words.split(/\s+/).filter((term) => HOLDS_A_WORD.test(term))
  if (terms.length === 0) return undefined
  return terms
    .slice(0, MAX_TERMS)
    .map((term, i) => `(${toPhrase(i === terms.length - 1 ? `${term}*` : term)})`)
    .join(' AND ')
}

/** As a keyboard without umlauts is used: Gaestehaus, Oeffnungszeiten. */
const toUmlauts = (word: string): string =>
  word.replace(/[aou]e/giu, (digraph) => `${digraph.slice(0, 1)}\u0308`.normalize('NFC'))
