import { listQuotes, toPassage } from '../knowledge/quotes.ts'
import { MAX_TERMS } from '../retrieval/follow-up.ts'
import { findTerms, guessLanguage, listWords } from '../retrieval/terms.ts'
import { chooseQuotes } from './choose-quotes.ts'
import { findExpectedKind } from './expected-kind.ts'
import { toMarkdown } from './quotes-to-markdown.ts'
import { measureCoverage, toScore } from './rank-quotes.ts'
import type { Writer } from './writer.ts'

/** Answers without a language model: one to three whole sentences from the best chunks. */
export function createQuoteWriter(): Writer {
  return {
    engine: 'local',
    async write({ question, recent, chunks }, say) {
      const all = chunks.flatMap((chunk, place) => listQuotes(chunk, place))
      const expected = findExpectedKind(
        question,
        all.map(({ text }) => text),
      )
      const quotes = expected?.isExact ? all.filter(({ text }) => expected.isHeldBy(text)) : all
      const asked = findTerms(question)
      // "What does it cost?"
      const isBare = findTerms(expected?.subject ?? question).length === 0
      const previous = isBare ? recent.findLast(({ role }) => role === 'user')?.content : undefined
      const language = guessLanguage(listWords(question))

      const terms = previous === undefined ? asked : [...asked, ...findTerms(previous)]
      // As many as the search takes; a question may have hundreds.
      const coverages = measureCoverage(quotes, terms.slice(0, MAX_TERMS))
      const scored = quotes.map((quote, index) => {
        const chunk = chunks[quote.place.chunk]
        const evidence = {
          cosine: chunk?.cosines.get(toPassage(quote)) ?? 0,
          coverage: coverages[index] ?? 0,
          isKind: expected?.isHeldBy(quote.text) ?? false,
          relevance: chunk?.relevance ?? 0,
        }
        return { quote, score: toScore(evidence, language), ...evidence }
      })
      const chosen = chooseQuotes(scored, question)
      say(toMarkdown(chosen, question, (heading) => expected?.isName === true && expected.isHeldBy(heading)))
      return [...new Set(chosen.map(({ place }) => place.chunk))]
    },
  }
}
