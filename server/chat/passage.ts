import { listQuotes } from '../knowledge/quotes.ts'
import { remember } from '../lru.ts'

/** Words at each end that find a long passage; browsers search for what lies between. */
const EDGE_WORDS = 5
const PAIR = /^([^:：]{2,40})[:：]\s*(\S.*)$/

type Chunk = { text: string; heading_path: string[] }

const listPassages = remember(
  ({ heading_path, text }: Chunk) => [...heading_path, text].join('\n'),
  (chunk) => listQuotes(chunk, 0).map(({ text }) => ({ text, words: toWords(text) })),
)

/** What of a chunk an answer was taken from: the sentence, row or item that shares most words with it. */
export function findPassage(answer: string, chunk: Chunk): string | undefined {
  const said = new Set(toWords(answer))
  let best: { text: string; score: number } | undefined
  for (const { text, words } of listPassages(chunk)) {
    const held = words.filter((word) => said.has(word)).length
    // A word too many costs half of one that is shared, lest the longest sentence always win.
    const score = held - (words.length - held) / 2
    if (held > 0 && score > (best?.score ?? -Infinity)) best = { text, score }
  }
  return best?.text
}

/** Markdown as the plain words that a page shows; cells and lines parted by " · ". */
export const toPlain = (markdown: string): string => toParts(markdown).join(' · ')

/** The address of a page, at the passage. Browsers that find no such text open the page at its top. */
export function toPassageUrl(url: string, passage: string): string {
  if (!/^https?:\/\//i.test(url)) return url
  const edges = toEdges(passage)
  if (edges.length === 0) return url
  return `${url}${url.includes('#') ? '' : '#'}:~:text=${edges.map(encodeEdge).join(',')}`
}

/** One text, or how it begins and how it ends: a text must not reach beyond its cell or paragraph. */
function toEdges(passage: string): string[] {
  const parts = toParts(passage)
  const first = parts[0]?.split(' ') ?? []
  const last = parts.at(-1)?.split(' ') ?? []
  const [, name, value] = PAIR.exec(parts.at(-1) ?? '') ?? []
  if (parts.length > 1)
    return [first.slice(0, EDGE_WORDS).join(' '), value?.trim() ?? last.slice(-EDGE_WORDS).join(' ')]
  // The words of a list of terms are set apart on the page.
  if (name !== undefined && value !== undefined && first.length <= EDGE_WORDS * 2) return [name.trim(), value.trim()]
  if (first.length <= EDGE_WORDS * 2) return first.length > 0 ? [first.join(' ')] : []
  return [first.slice(0, EDGE_WORDS).join(' '), last.slice(-EDGE_WORDS).join(' ')]
}

/** A hyphen parts a text from what stands around it. */
const encodeEdge = (text: string): string => encodeURIComponent(text.toWellFormed()).replaceAll('-', '%2D')

const toParts = (markdown: string): string[] =>
  markdown
    .replace(/^\s*\|?(\s*:?-+:?\s*\|)+\s*(:?-+:?)?\s*$|^\s*-{3,}\s*$/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*([#>]+|[-*+•]|\d{1,3}[.)])\s+/gm, '')
    .replace(/[*_`]{1,3}/g, '')
    .split(/\||\n/)
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter(Boolean)

const toWords = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
