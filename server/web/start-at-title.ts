/** More than that stands not above the page but is it, with its title in the middle. */
const MAX_SHARE_ABOVE = 0.25
const MIN_PROSE_CHARS = 80
/** Lists, headings, tables and quotes. */
const STRUCTURE = /^(-|\d+\.|#|\||>)/
/** How to reach a business, when and for how much. */
const CONTACT = /\S@\S|\d[\d ()-]{6,}\d|\p{Sc}\s?\d|\d\s?\p{Sc}|\d[:.h]\d\d|\d\s?[ap]\.?m\b/iu

/** Leaves out the paths, versions and chapters over a page's title; sentences stay, and what a visitor may ask for. */
export function startAtTitle(markdown: string): string {
  const blocks = markdown.split('\n\n')
  const at = blocks.findIndex((block) => block.startsWith('# ') || block.startsWith('```'))
  if (!blocks[at]?.startsWith('# ')) return markdown
  const above = blocks.slice(0, at)
  if (above.join('').length > markdown.length * MAX_SHARE_ABOVE) return markdown
  const kept = above.filter(
    (block) => !STRUCTURE.test(block) && (block.length >= MIN_PROSE_CHARS || CONTACT.test(block)),
  )
  return [...kept, ...blocks.slice(at)].join('\n\n')
}
