import { createLru } from '#server/lru.ts'
import type { Embedder } from './models.ts'

/** Of 1,536 numbers: 3 MB. */
const MAX_TEXTS = 500

/** The same question is asked often, of a bot and of its suggestions: the vectors of the last texts that were embedded alone are kept. */
export function rememberQuestions(embedder: Embedder, maxTexts = MAX_TEXTS): Embedder {
  const vectors = createLru<Float32Array>(maxTexts)
  return {
    ...embedder,
    recall: vectors.get,
    async embed(texts, signal) {
      const [only] = texts
      if (only === undefined || texts.length > 1) return embedder.embed(texts, signal)
      const known = vectors.get(only)
      if (known !== undefined) return [known]
      const [vector] = await embedder.embed(texts, signal)
      if (vector === undefined) return []
      vectors.set(only, vector)
      return [vector]
    },
  }
}
