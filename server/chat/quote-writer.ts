import type { Embedder } from '../models/models.ts'
import { listAlternatives } from '../retrieval/synonyms.ts'
import { findTerms, listWords, toStem } from '../retrieval/terms.ts'
import { findExpectedKind } from './expected-kind.ts'
import { chooseQuotes } from './choose-quotes.ts'
import { listQuotes, type Quote, toMarkdown } from './quote.ts'
import type { Writer } from './writer.ts'

/** Each costs about 34 ms to embed. */
const MAX_EMBEDDED = 16
const EMBED_TIMEOUT_MS = 3000
const CHUNK_WEIGHT = 0.5
const EXPECTED_KIND_BONUS = 0.15

/**
 * Answers without a language model: one to three whole sentences from the best chunks. Score of a sentence: cosine + coverage +
 * half the chunk's relevance + 0.15 if it holds the kind of thing asked for.
 */
export function createQuoteWriter(embedder: Embedder): Writer {
  return {
    engine: 'local',
    async *write({ question, recent, chunks }, signal) {
      const expected = findExpectedKind(question)
      const all = chunks.flatMap((chunk, place) => listQuotes(chunk, place))
      const exact = expected?.isExact ? all.filter(({ text }) => expected.isHeldBy(text)) : []
      const quotes = exact.length > 0 ? exact : all
      const asked = findTerms(question)
      const previous = asked.length === 0 ? recent.findLast(({ role }) => role === 'user')?.content : undefined
      const terms = previous === undefined ? asked : findTerms(previous)
      const relevance = ({ place }: Quote) => chunks[place.chunk]?.relevance ?? 0

      const candidates = quotes
        .map((quote) => ({ quote, score: coverage(quote, terms) + CHUNK_WEIGHT * relevance(quote) }))
        .toSorted((a, b) => b.score - a.score)
        .slice(0, MAX_EMBEDDED)
      const cosines = await compare(
        embedder,
        question,
        candidates.map(({ quote }) => quote),
        signal,
      )
      const scored = candidates.map(({ quote, score }, index) => {
        const isKind = expected?.isHeldBy(quote.text) ?? false
        return { quote, isKind, score: score + (cosines[index] ?? 0) + (isKind ? EXPECTED_KIND_BONUS : 0) }
      })
      const chosen = chooseQuotes(scored, question)
      yield toMarkdown(chosen)
      yield { used: [...new Set(chosen.map(({ place }) => place.chunk))] }
    },
  }
}

/** The share of the terms that a quote and what stands above it hold. */
function coverage(quote: Quote, terms: string[]): number {
  if (terms.length === 0) return 0
  const words = new Set(listWords(`${quote.context}\n${quote.text}`).map(toStem))
  const holds = (term: string) => listAlternatives(term).some((word) => words.has(toStem(word)))
  return terms.filter(holds).length / terms.length
}

/** The cosine of each quote to the question; none when the embedder fails or is slow. */
async function compare(embedder: Embedder, question: string, quotes: Quote[], signal: AbortSignal): Promise<number[]> {
  const texts = quotes.map(({ context, text }) => `${context}\n${text}`.trim())
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(EMBED_TIMEOUT_MS)])
    const [asked, ...vectors] = await embedder.embed([question, ...texts], limited)
    return vectors.map((vector) => vector.reduce((sum, value, index) => sum + value * (asked?.[index] ?? 0), 0))
  } catch {
    // The search has reported it already; the words must do.
    signal.throwIfAborted()
    return []
  }
}
