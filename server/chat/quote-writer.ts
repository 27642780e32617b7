import type { Embedder } from '../models/models.ts'
import { findTerms, guessLanguage, listWords } from '../retrieval/terms.ts'
import { chooseQuotes } from './choose-quotes.ts'
import { findExpectedKind } from './expected-kind.ts'
import { listQuotes, type Quote } from './quote.ts'
import { toMarkdown } from './quotes-to-markdown.ts'
import { measureCoverage, toScore } from './rank-quotes.ts'
import type { Writer } from './writer.ts'

/** Each costs about 34 ms to embed. */
const MAX_EMBEDDED = 16
const EMBED_TIMEOUT_MS = 3000

/** Answers without a language model: one to three whole sentences from the best chunks. */
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
      const language = guessLanguage(listWords(question))

      const coverages = measureCoverage(quotes, previous === undefined ? asked : findTerms(previous))
      const candidates = quotes
        .map((quote, index) => {
          const isKind = expected?.isHeldBy(quote.text) ?? false
          const relevance = chunks[quote.place.chunk]?.relevance ?? 0
          const evidence = { cosine: 0, coverage: coverages[index] ?? 0, isKind, relevance }
          return { quote, evidence, score: toScore(evidence, language) }
        })
        .toSorted((a, b) => b.score - a.score)
        .slice(0, MAX_EMBEDDED)
      const cosines = await compare(
        embedder,
        question,
        candidates.map(({ quote }) => quote),
        signal,
      )
      const scored = candidates.map(({ quote, evidence }, index) => ({
        quote,
        score: toScore({ ...evidence, cosine: cosines[index] ?? 0 }, language),
      }))
      const chosen = chooseQuotes(scored, question)
      yield toMarkdown(chosen)
      yield { used: [...new Set(chosen.map(({ place }) => place.chunk))] }
    },
  }
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
