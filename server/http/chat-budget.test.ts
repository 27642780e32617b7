import { expect, test } from 'vitest'
import type { FakeStep } from '#server/testing/fake-openai.ts'
import { addBot, ask, fake, findUsage, MONTH, openDoor, store, useChatDoor } from '#server/testing/chat-door.ts'

useChatDoor()

const QUESTION = 'Is delivery free in the city?'
/** A million tokens a dollar: a token is a millionth. Searching is free, so that a case counts answers alone. */
const PRICED = { CHAT_PROMPT_PRICE: '1', CHAT_COMPLETION_PRICE: '1', EMBEDDING_PRICE: '0', CHAT_PER_SESSION: '1000' }
const MUCH = 1_000_000
const used = (prompt: number, completion: number): FakeStep => ({
  raw: `data: {"choices":[{"delta":{"content":"Delivery is free."},"finish_reason":"stop"}]}\n\ndata: {"choices":[],"usage":{"prompt_tokens":${prompt},"completion_tokens":${completion}}}\n\ndata: [DONE]\n\n`,
})
const priced = (environment = {}, silenceMs = 2000) =>
  openDoor('openai', { ...PRICED, ...environment }, undefined, { silenceMs })
const warnings = (lines: string[]) => lines.filter((line) => line.includes('is near its monthly'))

test('an answer costs what the server says, with or without a budget', async () => {
  const door = priced()
  for (const [id, budget] of [['bot-1', null] as const, ['bot-2', MUCH] as const]) {
    await addBot(door.embedder, { id, key: `key of ${id}`, budget })
    fake.script('chat', used(700, 30))
    await ask(door, QUESTION, { bot_id: id, api_key: `key of ${id}` })
    expect(await findUsage(id)).toMatchObject({ prompt_tokens: 700, completion_tokens: 30, cost_micro_usd: 730 })
  }
})

test('searching costs too, by the bytes of the question', async () => {
  const door = priced({ EMBEDDING_PRICE: '2' })
  await addBot(door.embedder, { budget: MUCH })
  await ask(door, 'Who won the football cup?')
  expect(await findUsage()).toMatchObject({ cost_micro_usd: 50, prompt_tokens: 0 })
})

test('once it does not hold another answer the bot quotes, and asks no model at all', async () => {
  const door = priced({ EMBEDDING_PRICE: '1' })
  await addBot(door.embedder, { budget: 29 })
  const before = fake.requests.length
  for (let i = 0; i < 3; i++) {
    const { text, last } = await ask(door, QUESTION)
    expect(text).toContain('Delivery is free within the city.')
    expect(last).toMatchObject({ type: 'done', answered: true })
  }
  // The first question was embedded for 29 millionths; then nothing was left.
  expect(fake.requests.slice(before).map(({ kind }) => kind)).toEqual(['embeddings'])
  expect(await findUsage()).toMatchObject({ cost_micro_usd: 29, budget_used_up: true, messages: 3 })
  expect(door.lines.filter((line) => line.includes('"level":50'))).toEqual([])
})

test('a price that nobody knows pays for nothing', async () => {
  const door = openDoor('openai', { CHAT_MODEL: 'llama3' })
  await addBot(door.embedder, { budget: MUCH })
  expect((await ask(door, QUESTION)).last).toMatchObject({ type: 'done', answered: true })
  expect(fake.count('chat')).toBe(0)
})

test.each<[string, FakeStep[]]>([
  ['refuses', [{ status: 401 }]],
  ['is down', [{ status: 500 }, { status: 500 }, { status: 500 }]],
])('a server that %s is owed nothing', async (_name, steps) => {
  const door = priced()
  await addBot(door.embedder, { budget: MUCH })
  fake.script('chat', ...steps)
  await ask(door, QUESTION)
  await ask(door, QUESTION)
  const usage = await findUsage()
  expect(usage?.cost_micro_usd).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0))
})

test.each<[string, FakeStep]>([
  ['breaks off', { cutAfterTokens: 3 }],
  ['falls silent', { hangAfterTokens: 2 }],
  ['tells a use that cannot be', used(-1, 1e12)],
  ['tells no use', { raw: 'data: {"choices":[{"delta":{"content":"Free."},"finish_reason":"stop"}]}\n\n' }],
])('a server that %s keeps what was taken for it, and its tokens are estimated', async (_name, step) => {
  const door = priced({}, 100)
  await addBot(door.embedder, { budget: MUCH })
  fake.script('chat', step)
  await ask(door, QUESTION)
  const usage = await findUsage()
  expect(usage?.prompt_tokens).toBeGreaterThan(100)
  expect(usage?.completion_tokens).toBeGreaterThan(0)
  expect(usage?.cost_micro_usd).toBeGreaterThan(800 + (usage?.prompt_tokens ?? 0))
})

test('a gateway that gave up on the server says nothing of what it did', async () => {
  const door = priced()
  await addBot(door.embedder, { budget: MUCH })
  fake.script('chat', { status: 502 }, { status: 504 }, { status: 502 })
  await ask(door, QUESTION)
  expect((await findUsage())?.cost_micro_usd).toBeGreaterThan(800)
})

test('of forty at once no more is asked than the budget holds, and everyone is answered', async () => {
  const door = priced({ STREAMS_PER_IP: '100' })
  const budget = 4_000
  await addBot(door.embedder, { budget })
  const answers = await Promise.all(Array.from({ length: 40 }, () => ask(door, QUESTION)))
  expect(answers.filter(({ last }) => last?.type === 'done' && last.answered)).toHaveLength(40)
  const { cost_micro_usd = 0, prompt_tokens = 0, completion_tokens = 0 } = (await findUsage()) ?? {}
  expect(cost_micro_usd).toBe(prompt_tokens + completion_tokens)
  expect(cost_micro_usd).toBeLessThanOrEqual(budget)
  expect(fake.count('chat')).toBeGreaterThan(0)
  expect(fake.count('chat')).toBeLessThan(40)
})

test('the log warns once of each at 80 %', async () => {
  const door = priced()
  await addBot(door.embedder, { limit: 10, budget: 100_000 })
  await store.usage.settle('bot-1', MONTH, { prompt: 0, completion: 0, costMicroUsd: 71_900, reservedMicroUsd: 0 })
  for (let i = 1; i <= 10; i++) {
    fake.script('chat', used(900, 0))
    await ask(door, QUESTION)
    const warned = warnings(door.lines).map((line) => /monthly (\w+ ?\w*)/.exec(line)?.[1])
    expect(warned, `${i} messages`).toEqual(i < 8 ? [] : i === 8 ? ['message limit'] : ['message limit', 'budget'])
  }
  expect(await store.usage.claimWarning('bot-1', MONTH, 'budget')).toBe(false)
})
