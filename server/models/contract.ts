import { describe, expect, test } from 'vitest'
import type { ChatModel, ChatPrompt, Embedder, TokenUsage } from './models.ts'

const never = new AbortController().signal
const gone = AbortSignal.abort(new Error('gone'))

/** What every embedder must do. `open` gives one that answers. */
export function testEmbedder(open: () => Embedder): void {
  describe('an embedder', () => {
    test('gives each text its vector of length one, in order, and nothing for nothing', async () => {
      const embedder = open()
      const vectors = await embedder.embed(['bread', 'opening hours', 'bread'], never)
      const [bread, hours, again] = vectors.map((vector) => [...vector])
      expect(vectors).toHaveLength(3)
      for (const vector of vectors) {
        expect(vector).toHaveLength(vectors[0]?.length ?? 0)
        expect(Math.hypot(...vector)).toBeCloseTo(1, 5)
      }
      expect(again).toEqual(bread)
      expect(hours).not.toEqual(bread)
      expect(await embedder.embed([], never)).toEqual([])
    })

    test('counts what it reads, and reads a sentence', () => {
      const { countTokens, maxTokens } = open()
      const [short, long] = ['We open at nine.', 'We open at nine. On Sunday we are closed.'].map(countTokens)
      expect(short).toBeGreaterThan(0)
      expect(long).toBeGreaterThan(short ?? 0)
      expect(long).toBeLessThan(maxTokens)
    })

    test('embeds nothing for who has left', async () => {
      await expect(open().embed(['bread'], gone)).rejects.toThrow('gone')
    })
  })
}

/** What every language model must do. `open` gives one that answers. */
export function testChatModel(open: () => ChatModel): void {
  const prompt: ChatPrompt = {
    system: 'Context:\nWe open at nine. Parking is free.',
    messages: [{ role: 'user', content: 'When do you open?' }],
  }

  describe('a language model', () => {
    test('tells text as it comes, then what it took, which is within its bound', async () => {
      const model = open()
      const pieces: (string | TokenUsage)[] = []
      await model.complete(prompt, (piece) => void pieces.push(piece), never)
      const usage = pieces.pop()
      expect(pieces.every((piece) => typeof piece === 'string' && piece !== '')).toBe(true)
      expect(pieces.length).toBeGreaterThan(0)
      if (typeof usage !== 'object') throw new Error('No usage came.')
      const bound = model.bound(prompt)
      expect(usage.prompt).toBeLessThanOrEqual(bound.prompt)
      expect(usage.completion).toBeLessThanOrEqual(bound.completion)
    })

    test('ends by throwing for who has left', async () => {
      await expect(open().complete(prompt, () => {}, gone)).rejects.toThrow('gone')
    })
  })
}
