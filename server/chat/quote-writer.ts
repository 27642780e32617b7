import type { Embedder } from '../models/models.ts'
import { findTerms, guessLanguage, listWords } from '../retrieval/terms.ts'
import { chooseQuotes } from './choose-quotes.ts'
import { findExpectedKind } from './expected-kind.ts'
import { listQuotes, type Quote } from './quote.ts'
import { toMarkdown } from './quotes-to-markdown.ts'
import { measureCoverage, toScore } from './rank-quotes.ts'
import type { Writer } from './writer.ts'

/** By words the likeliest; each costs about 34 ms to embed. Sixteen give no better answers. */
const MAX_EMBEDDED = 8
const EMBED_TIMEOUT_MS = 3000
/** What was quoted is asked for again. 3 MB. */
const MAX_REMEMBERED = 2000

/** Answers without a language model: one to three whole sentences from the best chunks. */
export function createQuoteWriter(embedder: Embedder): Writer {
  const remembered = new Map<string, Float32Array>()
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
      const cosines = await compare(
        embedder,
        remembered,
        question,
        candidates.slice(0, MAX_EMBEDDED).map(({ quote }) => quote),
        signal,
      )
      const farthest = cosines.length > 0 ? Math.min(...cosines) : 0
      const scored = candidates.map(({ quote, evidence }, index) => ({
        quote,
        score: toScore({ ...evidence, cosine: cosines[index] ?? farthest }, language),
      }))
      const chosen = chooseQuotes(scored, question)
      yield toMarkdown(chosen)
      yield { used: [...new Set(chosen.map(({ place }) => place.chunk))] }
    },
  }
}

/** The cosine of each quote to the question; none when the embedder fails or is slow. */
async function compare(
  embedder: Embedder,
  remembered: Map<string, Float32Array>,
  question: string,
  quotes: Quote[],
  signal: AbortSignal,
): Promise<number[]> {
  const texts = quotes.map(({ context, text }) => `${context}\n${text}`.trim())
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(EMBED_TIMEOUT_MS)])
    const unknown = texts.filter((text) => !remembered.has(text))
    const [asked, ...vectors] = await embedder.embed([question, ...unknown], limited)
    vectors.forEach((vector, index) => remembered.set(unknown[index] ?? '', vector))
    const cosines = texts.map((text) => dot(remembered.get(text), asked))
    for (const oldest of [...remembered.keys()].slice(0, Math.max(0, remembered.size - MAX_REMEMBERED)))
      remembered.delete(oldest)
    return cosines
  } catch {
    // The search has reported it already; the words must do.
    signal.throwIfAborted()
    return []
  }
}

const dot = (a: Float32Array | undefined, b: Float32Array | undefined): number =>
  a?.reduce((sum, value, index) => sum + value * (b?.[index] ?? 0), 0) ?? 0
