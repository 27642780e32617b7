import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '#server/errors.ts'
import { type FakeOpenAi, type FakeStep, startFakeOpenAi } from '#server/testing/fake-openai.ts'
import { testChatModel, testEmbedder } from './contract.ts'
import type { TokenUsage } from './models.ts'
import { createOpenAiChatModel, createOpenAiEmbedder } from './openai.ts'

const KEY = 'sk-a-very-secret-key'
const log = pino({ level: 'silent' })
const prompt = {
  system: 'Context:\nWe open at nine. Parking is free.',
  messages: [{ role: 'user' as const, content: 'When do you open?' }],
}
const never = new AbortController().signal

let fake: FakeOpenAi
beforeEach(async () => {
  fake = await startFakeOpenAi()
})
afterEach(() => fake.close())

const settings = (changes = {}) => ({
  apiKey: KEY,
  baseUrl: fake.baseUrl,
  chatModel: 'gpt-4o-mini',
  embeddingModel: 'text-embedding-3-small',
  ...changes,
})

async function complete(signal: AbortSignal = never, changes = {}, options = {}) {
  const pieces: (string | TokenUsage)[] = []
  const failure = await createOpenAiChatModel(settings(changes), log, options)
    .complete(prompt, (piece) => void pieces.push(piece), signal)
    .catch((error: unknown) => error)
  return { text: pieces.filter((piece) => typeof piece === 'string').join(''), pieces, failure }
}

testChatModel(() => createOpenAiChatModel(settings(), log))
testEmbedder(() => createOpenAiEmbedder(settings(), log))

describe('chat model', () => {
  test('streams the answer and then its usage', async () => {
    const { text, pieces, failure } = await complete()
    expect(failure).toBeUndefined()
    expect(text).toBe('We open at nine.')
    expect(pieces.at(-1)).toEqual({ prompt: expect.any(Number), completion: 4 })
    expect(JSON.parse(fake.requests[0]?.body ?? '')).toMatchObject({
      model: 'gpt-4o-mini',
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 800,
    })
  })

  test('what fails in who is told is not blamed on the server', async () => {
    const model = createOpenAiChatModel(settings(), log)
    const own = new RangeError('a bug of ours')
    const tell = () => {
      throw own
    }
    await expect(model.complete(prompt, tell, never)).rejects.toBe(own)
  })

  test('bounds models that think first by the name they know', async () => {
    await complete(never, { chatModel: 'gpt-5-mini' })
    const body = JSON.parse(fake.requests[0]?.body ?? '')
    expect(body.max_completion_tokens).toBe(4000)
    expect(body).not.toHaveProperty('max_tokens')
  })

  test('tries three times before the first token', async () => {
    fake.script('chat', { status: 500 }, { status: 429 })
    expect((await complete()).text).toBe('We open at nine.')
    expect(fake.count('chat')).toBe(3)
  })

  test('gives up after three tries', async () => {
    fake.script('chat', { status: 500 }, { status: 500 }, { status: 500 })
    expect((await complete()).failure).toMatchObject({ code: 'upstream' })
    expect(fake.count('chat')).toBe(3)
  })

  test('never tries again once a token came', async () => {
    fake.script('chat', { cutAfterTokens: 2 })
    const { text, failure } = await complete()
    expect(text).toBe('We open ')
    expect(failure).toMatchObject({ code: 'upstream' })
    expect(fake.count('chat')).toBe(1)
  })

  test.each<[string, FakeStep, RegExp]>([
    ['a wrong key', { status: 401 }, /refused the key\. Check OPENAI_API_KEY/],
    ['a forbidden model', { status: 403 }, /does not let this key use "gpt-4o-mini"/],
    ['an unknown model', { status: 404 }, /does not know "gpt-4o-mini".*CHAT_MODEL/],
    ['a refused request', { status: 400 }, /right kind of model/],
  ])('tells the owner about %s, at once', async (_name, step, sentence) => {
    fake.script('chat', step)
    const { failure } = await complete()
    expect(failure).toMatchObject({ code: 'upstream', message: expect.stringMatching(sentence) })
    expect(fake.count('chat')).toBe(1)
  })

  test('tells the owner about an empty account', async () => {
    const body = JSON.stringify({ error: { message: 'x', code: 'insufficient_quota' } })
    const step = { status: 429, headers: { 'retry-after': '0' }, body }
    fake.script('chat', step, step, step)
    expect((await complete()).failure).toMatchObject({
      message: expect.stringContaining('no credit left'),
      retryAfterSeconds: 0,
    })
  })

  test('tells the owner about a server that is not there', async () => {
    const { failure } = await complete(never, { baseUrl: 'http://127.0.0.1:9/v1' })
    expect(failure).toMatchObject({ message: expect.stringContaining('127.0.0.1:9 cannot be reached') })
  })

  test.each<[string, FakeStep]>([
    ['broken JSON', { raw: 'data: {"choices":[{"delta":{"content":"Hi"}}\n\n' }],
    ['half a character', { raw: Buffer.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0x20, 0xf0, 0x9f, 0x0a, 0x0a]) }],
    ['nothing', { raw: '' }],
    ['only the end', { raw: 'data: [DONE]\n\n' }],
    ['a web page', { raw: '<html><body>Gateway</body></html>', contentType: 'text/html' }],
    ['an error inside a 200', { raw: 'data: {"error":{"message":"secret words"}}\n\n' }],
    ['JSON without choices', { raw: 'data: {"hello":1}\n\ndata: [DONE]\n\n' }],
    ['JSON that is no object', { raw: 'data: null\n\ndata: [DONE]\n\n' }],
    ['only tool calls', { raw: 'data: {"choices":[{"delta":{"tool_calls":[{"index":0}]}}]}\n\ndata: [DONE]\n\n' }],
    ['an answer without end', { raw: `data: {"choices":[{"delta":{"content":"${'a'.repeat(40_000)}"}}]}\n\n` }],
  ])('calls %s a failure of the upstream, without its words', async (_name, step) => {
    fake.script('chat', step)
    const { failure } = await complete()
    expect(failure).toMatchObject({ code: 'upstream' })
    const cause = failure instanceof AppError ? failure.cause : undefined
    expect(cause).toBeInstanceOf(Error)
    expect(`${String(failure)} ${String(cause)}`).not.toMatch(/secret|Gateway|aaaa/)
  })

  test.each<[string, string]>([
    ['CRLF', 'data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}\r\n\r\ndata: [DONE]\r\n\r\n'],
    ['no [DONE]', 'data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\n'],
    [
      'comments and tool calls between',
      ': ping\n\ndata: {"choices":[{"delta":{"tool_calls":[{"index":0}]}}]}\n\ndata: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    ],
  ])('reads a stream with %s', async (_name, raw) => {
    fake.script('chat', { raw })
    expect(await complete()).toMatchObject({ text: 'Hi', failure: undefined })
  })

  test.each<[string, FakeStep, string]>([
    ['never answers', { hang: true }, ''],
    ['falls silent', { hangAfterTokens: 1 }, 'We '],
  ])('leaves a server that %s', async (_name, step, text) => {
    fake.script('chat', step, step, step)
    const result = await complete(never, {}, { silenceMs: 50 })
    expect(result.text).toBe(text)
    expect(result.failure).toMatchObject({
      code: 'upstream',
      message: expect.stringContaining('did not answer in time'),
    })
  })

  test('leaves a server that sends more than an answer can be', async () => {
    fake.script('chat', { raw: Array.from({ length: 400 }, () => 'x'.repeat(65_536)), afterwards: 'hang' })
    const aborted = fake.nextAbort()
    expect((await complete()).failure).toMatchObject({
      code: 'upstream',
      message: expect.stringContaining('no proper answer'),
    })
    await aborted
  })

  test('keeps no visitor for as long as a busy server asks for', async () => {
    fake.script('chat', { status: 429, headers: { 'retry-after': '60' } })
    expect((await complete()).failure).toMatchObject({ code: 'upstream', retryAfterSeconds: 60 })
    expect(fake.count('chat')).toBe(1)
  })

  test('does not ask an empty account again', async () => {
    fake.script('chat', { status: 429, body: JSON.stringify({ error: { code: 'insufficient_quota' } }) })
    expect((await complete()).failure).toMatchObject({ message: expect.stringContaining('no credit left') })
    expect(fake.count('chat')).toBe(1)
  })

  test('stops the server when the caller leaves', async () => {
    fake.script('chat', { hangAfterTokens: 1 })
    const leaving = new AbortController()
    const aborted = fake.nextAbort()
    const running = complete(leaving.signal)
    await fake.nextRequest('chat')
    leaving.abort(new Error('gone'))
    expect((await running).failure).toMatchObject({ message: 'gone' })
    expect((await aborted).aborted).toBe(true)
  })
})

describe('embedder', () => {
  test('asks in batches of a hundred and keeps the order', async () => {
    const texts = Array.from({ length: 250 }, (_, index) => `number ${index}`)
    const embedder = createOpenAiEmbedder(settings(), log)
    const vectors = await embedder.embed(texts, never)
    expect(vectors).toHaveLength(250)
    expect(fake.requests.map(({ body }) => JSON.parse(body).input.length)).toEqual([100, 100, 50])
    expect(vectors[123]).toEqual((await embedder.embed(['number 123'], never))[0])
    expect(Math.hypot(...(vectors[0] ?? []))).toBeCloseTo(1, 5)
    expect(fake.requests[0]?.authorization).toBe(`Bearer ${KEY}`)
  })

  test('names its vectors', () => {
    expect(createOpenAiEmbedder(settings(), log).id).toBe('openai:text-embedding-3-small:1536')
    expect(createOpenAiEmbedder(settings({ embeddingModel: 'nomic-embed-text' }), log).id).toBe(
      'openai:nomic-embed-text',
    )
  })

  test.each<[string, string]>([
    ['too few vectors', '{"data":[]}'],
    ['a vector without direction', '{"data":[{"index":0,"embedding":[0,0]}]}'],
    ['a vector of words', '{"data":[{"index":0,"embedding":["x"]}]}'],
    ['no vectors', '{"hello":1}'],
    ['a web page', '<html>secret</html>'],
  ])('refuses %s', async (_name, raw) => {
    fake.script('embeddings', { raw, contentType: 'application/json' })
    const failure = createOpenAiEmbedder(settings(), log).embed(['text'], never)
    await expect(failure).rejects.toThrow(AppError)
    await expect(failure).rejects.toMatchObject({ code: 'upstream', message: expect.not.stringContaining('secret') })
  })

  test('stops when the caller leaves', async () => {
    fake.script('embeddings', { hang: true })
    const leaving = new AbortController()
    const running = createOpenAiEmbedder(settings(), log).embed(['text'], leaving.signal)
    await fake.nextRequest('embeddings')
    leaving.abort(new Error('gone'))
    await expect(running).rejects.toThrow('gone')
  })
})
