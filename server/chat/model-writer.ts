import type { ChatModel } from '../models/models.ts'
import { findTerms } from '../retrieval/terms.ts'
import { createCitationFilter } from './citations.ts'
import { isFallback } from './fallback.ts'
import { buildPrompt } from './prompt.ts'
import type { Writer } from './writer.ts'

/** Of the share of the chunk that holds most of the answer's words. */
const NEAR_BEST = 0.8

/** Answers with a language model. It cites by number; when it cites nothing that it was given, the words of the answer tell what it used. */
export function createModelWriter(model: ChatModel): Writer {
  return {
    engine: 'openai',
    async *write(request, signal) {
      const citations = createCitationFilter()
      let answer = ''
      for await (const piece of model.complete(buildPrompt(request), signal)) {
        const shown = typeof piece === 'string' ? citations.push(piece) : piece
        if (typeof shown === 'string') answer += shown
        if (shown !== '') yield shown
      }
      const rest = citations.end()
      answer += rest
      if (rest !== '') yield rest
      const texts = request.chunks.map(({ text }) => text)
      const cited = texts.flatMap((_, index) => (citations.cited.has(index + 1) ? [index] : []))
      const isRefusal = isFallback(answer, request.bot.fallback_message)
      yield { used: isRefusal ? [] : cited.length > 0 ? cited : findUsed(answer, texts) }
    },
  }
}

/** The texts that hold about as many of the answer's words as the best of them; the first one when the answer shares none, as in another language. */
export function findUsed(answer: string, texts: string[]): number[] {
  const words = findTerms(answer)
  const shares = texts.map((text) => {
    const held = new Set(findTerms(text))
    return words.filter((word) => held.has(word)).length
  })
  const best = Math.max(0, ...shares)
  if (best === 0) return texts.length > 0 ? [0] : []
  return shares.flatMap((share, index) => (share >= best * NEAR_BEST ? [index] : []))
}
