import { describe, expect, test } from 'vitest'
import {
  fake,
  store,
  openDoor,
  addBot,
  toBody,
  toRequest,
  parseEvents,
  ask,
  listPrompts,
  countMessages,
  listen,
  useChatDoor,
} from '#server/testing/chat-door.ts'

useChatDoor()

describe('an answer that is cut off', () => {
  test('ends with an error and is kept as partial', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    fake.script('chat', { cutAfterTokens: 3 })
    const { text, last } = await ask(door, 'Is delivery free in the city?')
    expect(text).toBe('Delivery is free')
    expect(last).toMatchObject({ type: 'error', code: 'upstream' })
    expect(await countMessages()).toBe(1)
    await ask(door, 'What does delivery cost elsewhere?')
    expect(listPrompts().at(-1)?.[2]).toEqual({ role: 'assistant', content: 'Delivery is free' })
  })

  test('by the visitor stops the model', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    const port = await listen(door)
    fake.script('chat', { hangAfterTokens: 2 })
    const aborted = fake.nextAbort()
    const leaving = new AbortController()
    const response = await fetch(`http://127.0.0.1:${port}/api/chat`, {
      ...toRequest(toBody('Is delivery free in the city?')),
      signal: leaving.signal,
    })
    await response.body?.getReader().read()
    leaving.abort()
    expect(await aborted).toMatchObject({ kind: 'chat', aborted: true })
    await door.streams.drain(1000)
    expect(await countMessages()).toBe(1)
    expect(door.lines.filter((line) => line.includes('"level":50'))).toEqual([])
  })

  test('by the visitor before the first word stays counted, since the model was asked', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    const port = await listen(door)
    fake.script('chat', { hang: true })
    const asked = fake.nextRequest('chat')
    const aborted = fake.nextAbort()
    const leaving = new AbortController()
    const init = toRequest(toBody('Is delivery free in the city?'))
    await fetch(`http://127.0.0.1:${port}/api/chat`, { ...init, signal: leaving.signal })
    await asked
    leaving.abort()
    await aborted
    await door.streams.drain(1000)
    expect(await countMessages()).toBe(1)
  })

  test('by a restart before the first word is given back', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    fake.script('chat', { hang: true })
    const asked = fake.nextRequest('chat')
    const response = await door.app.request('/api/chat', toRequest(toBody('Is delivery free in the city?')))
    const body = response.text()
    await asked
    await door.streams.drain(0)
    expect(parseEvents(await body)).toMatchObject([{ type: 'error', code: 'overloaded' }])
    expect(await countMessages()).toBe(0)
  })

  test('by a restart says so', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    fake.script('chat', { hangAfterTokens: 2 })
    const response = await door.app.request('/api/chat', toRequest(toBody('Is delivery free in the city?')))
    const body = response.text()
    await fake.nextRequest('chat')
    await door.streams.drain(100)
    expect(parseEvents(await body).at(-1)).toMatchObject({ type: 'error', code: 'overloaded' })
  })

  test('by a reader who takes nothing frees its place', async () => {
    const door = openDoor('openai', {}, { heartbeatMs: 60_000, stallMs: 50, lastEventMs: 60_000 })
    await addBot(door.embedder)
    fake.script('chat', { reply: 'word '.repeat(50) })
    const response = await door.app.request('/api/chat', toRequest(toBody('Is delivery free in the city?')))
    expect(response.status).toBe(200)
    await door.streams.drain(60_000)
    expect(await countMessages()).toBe(1)
  })

  test('by a restart does not wait for a reader who takes nothing, and what there is is kept', async () => {
    const door = openDoor('openai', {}, { heartbeatMs: 60_000, stallMs: 60_000, lastEventMs: 50 })
    await addBot(door.embedder)
    fake.script('chat', { hangAfterTokens: 5, reply: 'word '.repeat(50) })
    await door.app.request('/api/chat', toRequest(toBody('Is delivery free in the city?')))
    await door.streams.drain(200)
    expect(await countMessages()).toBe(1)
    const [conversation] = (await store.transcripts.list({}, undefined, 1)).items
    const { items } = await store.transcripts.listMessages(conversation?.id ?? '', undefined, 10)
    expect(items.at(-1)).toMatchObject({
      role: 'assistant',
      status: 'partial',
      content: expect.stringMatching(/^word /),
    })
  })
})
