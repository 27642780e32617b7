import { splitSentences } from './sentences.ts'

/** A paragraph, list, table or code. */
export type Block = {
  /** The smallest pieces it may be cut into; put together they are the block. */
  atoms: string[]
  /** What a later part of it needs in front: a table's header. */
  head: string
  isWhole: boolean
}
/** What stands under one heading. `path` holds the headings above it, outermost first. */
export type Section = { path: string[]; blocks: Block[] }

const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*$/
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/
const FENCE = /^ {0,3}(```+|~~~+)/
const ITEM = /^\s*([-*+•]|\d{1,3}[.)])\s+/
const TABLE_RULE = /^\s*\|?(\s*:?-+:?\s*\|)+\s*(:?-+:?)?\s*$/
const MAX_LEAD_CHARS = 250

/** Splits Markdown at its headings; a heading with nothing under it lives on in the paths below it. */
export function parseSections(markdown: string): Section[] {
  const sections: Section[] = []
  const headings: { level: number; text: string }[] = []
  let lines: string[] = []
  const close = (): void => {
    const blocks = parseBlocks(lines)
    if (blocks.length > 0) sections.push({ path: headings.map(({ text }) => text), blocks })
    lines = []
  }
  let fence: string | undefined
  for (const line of markdown.replaceAll('\r\n', '\n').split('\n')) {
    const mark = FENCE.exec(line)?.[1]
    if (fence === undefined) fence = mark
    else if (mark !== undefined && mark.startsWith(fence)) fence = undefined
    const heading = fence === undefined ? readHeading(line, lines) : undefined
    if (heading === undefined) {
      lines.push(line)
      continue
    }
    if (heading.isUnderlined) lines.pop()
    close()
    while ((headings.at(-1)?.level ?? 0) >= heading.level) headings.pop()
    if (heading.text !== '') headings.push(heading)
  }
  close()
  return sections
}

function readHeading(
  line: string,
  before: string[],
): { level: number; text: string; isUnderlined: boolean } | undefined {
  const [, marks, text] = HEADING.exec(line) ?? []
  if (marks !== undefined && text !== undefined) return { level: marks.length, text: text.trim(), isUnderlined: false }
  const [, underline] = UNDERLINE.exec(line) ?? []
  const above = before.at(-1)?.trim() ?? ''
  const standsAlone = (before.at(-2)?.trim() ?? '') === ''
  if (underline === undefined || above === '' || !standsAlone || underline.length < 3 || /^[|>\-*]/.test(above))
    return undefined
  return { level: underline.startsWith('=') ? 1 : 2, text: above, isUnderlined: true }
}

function parseBlocks(lines: string[]): Block[] {
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const length = measureBlock(lines, at)
    if (length > 0) {
      const block = toBlock(lines.slice(at, at + length))
      const lead = blocks.at(-1)
      // "Do you deliver?" or "We accept:" means little without what follows.
      if (lead !== undefined && isLead(lead)) {
        blocks[blocks.length - 1] = { atoms: [...lead.atoms, ...block.atoms], head: block.head, isWhole: true }
      } else blocks.push(block)
    }
    at += Math.max(length, 1)
  }
  return blocks
}

/** Lines of the block that begins here; 0 for an empty line. */
function measureBlock(lines: string[], at: number): number {
  const first = lines[at] ?? ''
  const fence = FENCE.exec(first)?.[1]
  if (fence !== undefined) {
    const end = lines.findIndex((line, index) => index > at && line.trimStart().startsWith(fence))
    return (end === -1 ? lines.length : end + 1) - at
  }
  let end = at
  while (end < lines.length && (lines[end] ?? '').trim() !== '' && !FENCE.test(lines[end] ?? '')) end++
  return end - at
}

function toBlock(lines: string[]): Block {
  const first = lines[0] ?? ''
  const whole = (atoms: string[], head = '', isWhole = false): Block => ({
    atoms: endWith(atoms, '\n\n'),
    head,
    isWhole,
  })
  if (FENCE.test(first))
    return whole(
      lines.map((line) => `${line}\n`),
      '',
      true,
    )
  if (lines.length > 1 && TABLE_RULE.test(lines[1] ?? '')) {
    const head = `${lines.slice(0, 2).join('\n')}\n`
    return whole([head, ...lines.slice(2).map((line) => `${line}\n`)], head, true)
  }
  if (lines.some((line) => ITEM.test(line))) return whole(splitItems(lines))
  return whole(splitSentences(lines.join('\n')))
}

/** Items with the lines that hang under them. */
function splitItems(lines: string[]): string[] {
  const items: string[] = []
  for (const line of lines) {
    const last = items.at(-1)
    if (last === undefined || ITEM.test(line)) items.push(`${line}\n`)
    else items[items.length - 1] = `${last}${line}\n`
  }
  return items
}

function endWith(atoms: string[], ending: string): string[] {
  return atoms.map((atom, index) => (index === atoms.length - 1 ? atom.trimEnd() + ending : atom))
}

function isLead(block: Block): boolean {
  const text = block.atoms.join('').trim()
  return text.length <= MAX_LEAD_CHARS && !text.includes('\n') && /[?？؟:：]$/.test(text) && block.head === ''
}
