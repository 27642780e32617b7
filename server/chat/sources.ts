import type { AnswerSource } from '#shared/chat.ts'
import type { RankedChunk } from '../retrieval/rank.ts'
import type { UsedChunk } from '../store/store.ts'

const MAX_EXCERPT_CHARS = 200

/** Each source once, with an excerpt of its best used chunk. */
export function toSources(chunks: RankedChunk[], used: ReadonlySet<number>): AnswerSource[] {
  const bySource = new Map<string, AnswerSource>()
  for (const { source_id, title, url, text } of chunks.filter(({ id }) => used.has(id))) {
    if (!bySource.has(source_id)) bySource.set(source_id, { title, url, excerpt: toExcerpt(text) })
  }
  return [...bySource.values()]
}

/** What is kept with the answer: every chunk that was looked at, for the owner. */
export const toUsedChunks = (chunks: RankedChunk[], used: ReadonlySet<number>): UsedChunk[] =>
  chunks.map(({ id, title, url, text, relevance }) => ({
    title,
    url,
    excerpt: toExcerpt(text),
    relevance,
    text,
    used: used.has(id),
  }))

/** The beginning of a chunk as plain words, ending between two of them. */
function toExcerpt(markdown: string): string {
  const plain = markdown
    .replace(/^\s*\|?(\s*:?-+:?\s*\|)+\s*(:?-+:?)?\s*$/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*([#>]+|[-*+•]|\|)\s*/gm, '')
    .replace(/\|\s*$/gm, '')
    .replace(/[*_`]{1,3}/g, '')
    .replace(/\s*\|\s*/g, ' · ')
    .replace(/\s+/g, ' ')
    .trim()
  if (plain.length <= MAX_EXCERPT_CHARS) return plain
  const start = plain.slice(0, MAX_EXCERPT_CHARS)
  const lastSpace = start.lastIndexOf(' ')
  return `${start.slice(0, lastSpace > MAX_EXCERPT_CHARS / 2 ? lastSpace : undefined).toWellFormed()} …`
}
