import type { AnswerSource } from '#shared/chat.ts'
import { asItIs, remember } from '../lru.ts'
import type { RankedChunk } from '../retrieval/rank.ts'
import type { UsedChunk } from '../store/conversation-store.ts'
import { findPassage, toPassageUrl, toPlain } from './passage.ts'

const MAX_EXCERPT_CHARS = 200
/** Of Markdown, which hold that many plain ones but for the oddest text. */
const MAX_READ_CHARS = 2_000

/** Each source once, at the passage of its best used chunk that the answer was taken from; what two pages say alike is shown once. */
export function toSources(chunks: RankedChunk[], used: ReadonlySet<number>, answer: string): AnswerSource[] {
  const bySource = new Map<string, AnswerSource>()
  const passages = new Set<string>()
  for (const chunk of chunks.filter(({ id }) => used.has(id))) {
    const passage = findPassage(answer, chunk)
    if (bySource.has(chunk.source_id) || (passage !== undefined && passages.has(passage))) continue
    if (passage !== undefined) passages.add(passage)
    const url = chunk.url === null ? null : toPassageUrl(chunk.url, passage ?? '')
    bySource.set(chunk.source_id, { title: chunk.title, url, excerpt: toExcerpt(passage ?? chunk.text) })
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

/** Plain words, ending between two of them. */
const toExcerpt = remember(asItIs, (markdown) => {
  const plain = toPlain(markdown.slice(0, MAX_READ_CHARS))
  if (plain.length <= MAX_EXCERPT_CHARS) return plain.toWellFormed()
  const start = plain.slice(0, MAX_EXCERPT_CHARS)
  const lastSpace = start.lastIndexOf(' ')
  return `${start.slice(0, lastSpace > MAX_EXCERPT_CHARS / 2 ? lastSpace : undefined).toWellFormed()} …`
})
