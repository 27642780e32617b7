import { asItIs, remember } from '../lru.ts'
import type { ChatModel } from '../models/models.ts'
import { findTerms } from '../retrieval/terms.ts'
import { createCitationFilter } from './citations.ts'
import { isFallback } from './fallback.ts'
import { buildPrompt } from './prompt.ts'
import { createQuoteWriter } from './quote-writer.ts'
import { isRefusal, mayBecomeRefusal } from './refusal.ts'
import type { Writer } from './writer.ts'

/** Of the share of the chunk that holds most of the answer's words. */
const NEAR_BEST = 0.8

/**
 * Answers with a language model. It cites by number; when it cites nothing that it was given, the words of the answer tell what it used.
 * A refusal in its own words becomes the fallback sentence. Where the money does not hold it, the answer is quoted.
 */
export function createModelWriter(model: ChatModel): Writer {
  const quotes = createQuoteWriter()
  return {
    engine: 'openai',
    async write(request, say, signal, purse) {
      const citations = createCitationFilter()
      const isHeldBack = () => mayBecomeRefusal(answer, citations.cited.size > 0)
      let answer = ''
      let unsaid = ''
      const isUnseen = () => unsaid.length === answer.length
      function add(text: string): void {
        answer += text
        unsaid += text
      }
      function hear(piece: string): void {
        add(citations.push(piece))
        if (unsaid === '' || (isUnseen() && isHeldBack())) return
        say(unsaid)
        unsaid = ''
      }
      const isAsked = await purse.ask(model, buildPrompt(request), hear, signal)
      if (!isAsked) return quotes.write(request, say, signal, purse)
      add(citations.end())
      const { fallback_message } = request.bot
      const refuses = isFallback(answer, fallback_message) || isRefusal(answer, citations.cited.size > 0)
      if (refuses && isUnseen()) say(fallback_message)
      else if (unsaid !== '') say(unsaid)
      const texts = request.chunks.map(({ text }) => text)
      const cited = texts.flatMap((_, index) => (citations.cited.has(index + 1) ? [index] : []))
      return refuses ? [] : cited.length > 0 ? cited : findUsed(answer, texts)
    },
  }
}

const listTerms = remember(asItIs, (text) => new Set(findTerms(text)))

/** The texts that hold about as many of the answer's words as the best of them; the first one when the answer shares none, as in another language. */
export function findUsed(answer: string, texts: string[]): number[] {
  const words = findTerms(answer)
  const shares = texts.map((text) => {
    const held = listTerms(text)
    return words.filter((word) => held.has(word)).length
  })
  const best = Math.max(0, ...shares)
  if (best === 0) return texts.length > 0 ? [0] : []
  return shares.flatMap((share, index) => (share >= best * NEAR_BEST ? [index] : []))
}
