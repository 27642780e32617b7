/** Scripts written without spaces: the tokenizer would take a whole sentence for one word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu

/** What the text index reads; each character of an unspaced script becomes a word, and a word of it a phrase. */
export function toSearchText(text: string): string {
  return text.replace(UNSPACED, ' $& ')
}

/** One term as an FTS5 phrase: quoted, nothing in it is query syntax but a last *. NUL would end the query early. */
export function toPhrase(term: string): string {
  if (term.endsWith('*')) return `${toPhrase(term.slice(0, -1))} *`
  return `"${toSearchText(term).replaceAll('\0', ' ').replaceAll('"', '""')}"`
}
