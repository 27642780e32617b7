const EXCERPT_CHARS = 300

/** The beginning of a Markdown text in one line without its marks. */
export function buildExcerpt(markdown: string): string {
  const plain = markdown
    .replace(/^#{1,6} |^\s*[-*] |^\|[-| :]+\|$/gm, '')
    .replace(/[|`]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (plain.length <= EXCERPT_CHARS) return plain
  const cut = plain.slice(0, EXCERPT_CHARS).toWellFormed()
  const space = cut.lastIndexOf(' ')
  return `${space > EXCERPT_CHARS / 2 ? cut.slice(0, space) : cut}…`
}
