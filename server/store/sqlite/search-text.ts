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

/** As a keyboard without umlauts is used: Gaestehaus, Oeffnungszeiten. */
const toUmlauts = (word: string): string =>
  word.replace(/[aou]e/giu, (digraph) => `${digraph.slice(0, 1)}\u0308`.normalize('NFC'))
