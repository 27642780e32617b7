import { LLMock } from '@copilotkit/aimock'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TokenUsage } from './models.ts'
import { createOpenAiChatModel, createOpenAiEmbedder } from './openai.ts'

// A second opinion on what OpenAI's API looks like: our own fake could share our mistakes.
const log = pino({ level: 'silent' })
const never = new AbortController().signal
const prompt = { system: 'Be brief.', messages: [{ role: 'user' as const, content: 'When do you open?' }] }

let server: LLMock
beforeEach(async () => {
  server = new LLMock({ port: 0 })
  await server.start()
})
afterEach(() => server.stop())

const settings = () => ({
  apiKey: 'sk-test',
  baseUrl: `${server.url}/v1`,
  chatModel: 'gpt-4o-mini',
  embeddingModel: 'text-embedding-3-small',
})

test('another fake streams an answer with its usage', async () => {
  server.onMessage('When do you open?', { content: 'We open at nine, every day.' })
  let text = ''
  const usage: unknown[] = []
  const hear = (piece: string | TokenUsage) => {
    if (typeof piece === 'string') text += piece
    else usage.push(piece)
  }
  await createOpenAiChatModel(settings(), log).complete(prompt, hear, never)
  expect(text).toBe('We open at nine, every day.')
  expect(usage).toEqual([{ prompt: expect.any(Number), completion: expect.any(Number) }])
})

test('another fake gives one vector for each text', async () => {
  const vectors = await createOpenAiEmbedder(settings(), log).embed(['one', 'two'], never)
  expect(vectors.map(({ length }) => length)).toEqual([1536, 1536])
})

test('another fake has no answer', async () => {
  const answer = createOpenAiChatModel(settings(), log).complete(prompt, () => {}, never)
  await expect(answer).rejects.toMatchObject({ code: 'upstream' })
})
