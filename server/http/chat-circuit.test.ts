import { expect, test } from 'vitest'
import {
  addBot,
  ask,
  countMessages,
  fake,
  listen,
  openDoor,
  toBody,
  toRequest,
  useChatDoor,
} from '#server/testing/chat-door.ts'

useChatDoor()

const QUESTION = 'Is delivery free in the city?'
const CANNOT = 'I cannot answer right now. Please try again in a moment.'

test('a model server that refuses the key is asked once, then every 30 s, and nobody pays for it', async () => {
  const door = openDoor('openai')
  await addBot(door.embedder)
  fake.script('chat', { status: 401 }, { status: 401 })
  expect((await ask(door, QUESTION)).last).toEqual({ type: 'error', code: 'upstream', message: CANNOT })
  for (let i = 0; i < 3; i++) {
    expect((await ask(door, QUESTION)).last).toEqual({ type: 'error', code: 'overloaded', message: CANNOT })
  }
  expect(fake.count('chat')).toBe(1)
  door.passTime(30_000)
  await ask(door, QUESTION)
  await ask(door, QUESTION)
  expect(fake.count('chat')).toBe(2)
  expect(await countMessages()).toBe(0)

  door.passTime(30_000)
  expect((await ask(door, QUESTION)).last).toMatchObject({ type: 'done', answered: true })
  expect((await ask(door, QUESTION)).last).toMatchObject({ type: 'done', answered: true })
  expect(await countMessages()).toBe(2)
})

test('one that stays silent is asked five times', async () => {
  const door = openDoor('openai', {}, undefined, { silenceMs: 20 })
  await addBot(door.embedder)
  fake.script('chat', ...Array.from({ length: 8 }, () => ({ hang: true as const })))
  for (let i = 0; i < 7; i++) await ask(door, QUESTION)
  expect(fake.count('chat')).toBe(5)
  expect(door.circuits.answers.trouble()?.reason).toContain('did not answer in time')
  expect(await countMessages()).toBe(0)
})

test('visitors who leave open nothing', async () => {
  const door = openDoor('openai')
  await addBot(door.embedder)
  const port = await listen(door)
  for (let i = 0; i < 6; i++) {
    fake.script('chat', { hang: true })
    const [asked, aborted, leaving] = [fake.nextRequest('chat'), fake.nextAbort(), new AbortController()]
    const init = { ...toRequest(toBody(QUESTION)), signal: leaving.signal }
    await fetch(`http://127.0.0.1:${port}/api/chat`, init)
    await asked
    leaving.abort()
    await aborted
  }
  expect(door.circuits.answers.trouble()).toBeUndefined()
  expect((await ask(door, QUESTION)).last).toMatchObject({ type: 'done' })
})

test('while nothing can be embedded the search goes on by words, and asks no more', async () => {
  const door = openDoor('openai')
  await addBot(door.embedder)
  const before = fake.count('embeddings')
  fake.script('embeddings', { status: 401 })
  for (let i = 0; i < 3; i++) expect((await ask(door, QUESTION)).last).toMatchObject({ type: 'done', answered: true })
  expect(fake.count('embeddings')).toBe(before + 1)
  expect(door.circuits.search.trouble()?.reason).toContain('refused the key')
  const warned = door.lines.filter((line) => line.includes('"level":40'))
  expect(warned.map((line) => /"msg":"(\w+ \w+)/.exec(line)?.[1])).toEqual(['The model', 'Searching by'])
})
