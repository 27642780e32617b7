import { expect, test } from 'vitest'
import type { Embedder } from './models.ts'
import { rememberQuestions } from './remember-questions.ts'

const never = new AbortController().signal

function open(maxTexts?: number) {
  const asked: string[][] = []
  const embedder: Embedder = {
    id: 'test',
    maxTokens: 10,
    countTokens: () => 1,
    async embed(texts) {
      asked.push(texts)
      if (texts.includes('broken')) throw new Error('down')
      return texts.map((text) => Float32Array.of(text.length))
    },
  }
  return { asked, ...rememberQuestions(embedder, maxTexts) }
}

test('a question that comes again is embedded once', async () => {
  const { asked, embed, recall } = open()
  const [first] = await embed(['When do you open?'], never)
  expect(await embed(['When do you open?'], never)).toEqual([first])
  expect(recall?.('When do you open?')).toBe(first)
  expect(asked).toEqual([['When do you open?']])
})

test('what a training embeds is not kept, nor what failed', async () => {
  const { asked, embed, recall } = open()
  await embed(['one', 'two'], never)
  await expect(embed(['broken'], never)).rejects.toThrow('down')
  expect([recall?.('one'), recall?.('broken')]).toEqual([undefined, undefined])
  expect(asked).toHaveLength(2)
})

test('the one that nobody asked for longest is forgotten first', async () => {
  const { embed, recall } = open(2)
  for (const text of ['a', 'b', 'a', 'c']) await embed([text], never)
  expect(['a', 'b', 'c'].map((text) => recall?.(text) !== undefined)).toEqual([true, false, true])
})
