import type { ChatModel } from '../models/models.ts'
import { findTerms } from '../retrieval/terms.ts'
import { isFallback } from './fallback.ts'
import { buildPrompt } from './prompt.ts'
import type { Writer } from './writer.ts'

/** Of the share of the chunk that holds most of the answer's words. */
const NEAR_BEST = 0.8

/** Answers with a language model. Which chunks it used is seen from the words of the answer, not asked of the model. */
export function createModelWriter(model: ChatModel): Writer {
  return {
    engine: 'openai',
    async *write(request, signal) {
      let answer = ''
      for await (const piece of model.complete(buildPrompt(request), signal)) {
        if (typeof piece === 'string') answer += piece
        yield piece
      }
      const said = isFallback(answer, request.bot.fallback_message)
      yield {
        used: said
          ? []
          : findUsed(
              answer,
              request.chunks.map(({ text }) => text),
            ),
      }
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
