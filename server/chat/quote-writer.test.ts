import { expect, test } from 'vitest'
import type { RankedChunk } from '../retrieval/rank.ts'
import { createQuoteWriter } from './quote-writer.ts'

const CHUNK: RankedChunk = {
  id: 1,
  source_id: 's',
  source_type: 'url',
  index: 0,
  title: 'Bakery',
  url: null,
  heading_path: [],
  text: 'We bake bread at night. The mill is closed in August. Bread costs four euros.',
  relevance: 0.9,
}

/** Keeps what it was asked to embed; every text gets the same vector. */
function openWriter() {
  const embedded: string[] = []
  const writer = createQuoteWriter({
    id: 'same',
    maxTokens: 256,
    countTokens: (text) => text.length,
    embed: async (texts) => {
      embedded.push(...texts)
      return texts.map(() => Float32Array.of(1, 0))
    },
  })
  const ask = async (question: string, text = CHUNK.text): Promise<string> => {
    const request = { bot: { name: 'Bot', fallback_message: '' }, question, recent: [], chunks: [{ ...CHUNK, text }] }
    let answer = ''
    for await (const piece of writer.write(request, new AbortController().signal))
      if (typeof piece === 'string') answer += piece
    return answer
  }
  return { embedded, ask }
}

test('quotes the sentence that holds the words and the kind asked for', async () => {
  expect(await openWriter().ask('What does bread cost?')).toMatch(/^Bread costs four euros\.|Bread costs four euros\.$/)
})

test('embeds a sentence once, whatever is asked', async () => {
  const { embedded, ask } = openWriter()
  await ask('What does bread cost?')
  await ask('When is the mill closed?')
  expect(embedded.filter((text) => text.includes('four euros'))).toHaveLength(1)
  expect(embedded).toContain('When is the mill closed?')
})

test('embeds only the likeliest sentences', async () => {
  const { embedded, ask } = openWriter()
  await ask('What does bread cost?', Array.from({ length: 20 }, (_, at) => `Bread number ${at} is fresh.`).join(' '))
  expect(embedded).toHaveLength(9)
})

test('answers by words when nothing can be embedded', async () => {
  const writer = createQuoteWriter({
    id: 'broken',
    maxTokens: 256,
    countTokens: (text) => text.length,
    embed: () => Promise.reject(new Error('no model')),
  })
  const request = {
    bot: { name: 'Bot', fallback_message: '' },
    question: 'When is the mill closed?',
    recent: [],
    chunks: [CHUNK],
  }
  const pieces: unknown[] = []
  for await (const piece of writer.write(request, new AbortController().signal)) pieces.push(piece)
  expect(pieces[0]).toContain('The mill is closed in August.')
})
