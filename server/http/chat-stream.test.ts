import { expect, test, vi } from 'vitest'
import { addBot, ask, fake, listen, openDoor, toBody, toRequest, useChatDoor } from '#server/testing/chat-door.ts'

useChatDoor()

test('has the headers of a stream that nothing may hold back', async () => {
  const door = openDoor()
  await addBot(door.embedder)
  const { response, body } = await ask(door, 'When does the bakery open?')
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'access-control-allow-origin': '*',
  })
  expect(response.headers.has('content-encoding')).toBe(false)
  expect(body).toMatch(/^(data: \{.*\}\n\n)+$/)
})

test('stays one event whatever the model writes', async () => {
  const door = openDoor('openai')
  await addBot(door.embedder)
  const reply = 'a\n\nevent: error\ndata: {"type":"done"}\r\r\u2028id: 7\n\n: b'
  fake.script('chat', { reply })
  const { body, text, events } = await ask(door, 'Is delivery free in the city?')
  expect(text).toBe(reply)
  expect(events.filter(({ type }) => type === 'done')).toHaveLength(1)
  expect(body.split(/\r\n|\r|\n/).every((line) => line === '' || line.startsWith('data: {"type":"'))).toBe(true)
})

test('a preflight is good for a day', async () => {
  const response = await openDoor().app.request('/api/chat', {
    method: 'OPTIONS',
    headers: { Origin: 'https://shop.example', 'Access-Control-Request-Method': 'POST' },
  })
  expect(response.status).toBe(204)
  expect(response.headers.get('access-control-max-age')).toBe('86400')
  expect(response.headers.get('access-control-allow-headers')).toContain('Content-Type')
  expect(response.headers.has('access-control-allow-credentials')).toBe(false)
})

test('a comment keeps a silent stream open', async () => {
  const door = openDoor('openai', {}, { heartbeatMs: 10, stallMs: 60_000, lastEventMs: 60_000 })
  await addBot(door.embedder)
  fake.script('chat', { hang: true })
  const response = await door.app.request('/api/chat', toRequest(toBody('Is delivery free in the city?')))
  const reader = response.body?.getReader()
  const piece = await reader?.read()
  expect(new TextDecoder().decode(piece?.value)).toBe(': waiting\n\n')
  await reader?.cancel()
})

test('over a connection the headers come first, then the text, then the end, however quick the answer', async () => {
  const door = openDoor('openai')
  await addBot(door.embedder)
  const port = await listen(door)
  const askOver = async (message: string, visitor: number) => {
    const request = toRequest(toBody(message, { session_id: `over-a-connection-${visitor}` }))
    const response = await fetch(`http://127.0.0.1:${port}/api/chat`, request)
    const kinds = (await response.text()).match(/(?<="type":")\w+/g) ?? []
    return [response.status, response.headers.get('content-type'), kinds[0], kinds.at(-1)].join(' ')
  }
  const whole = '200 text/event-stream token done'
  for (let visitor = 0; visitor < 20; visitor++) expect(await askOver('Hello!', visitor)).toBe(whole)
  fake.script('chat', { reply: 'Delivery is free in the whole city, for each order over thirty euros. '.repeat(20) })
  expect(await askOver('Is delivery free in the city?', 20)).toBe(whole)
})

test('an answer holds its place until its reader has it', async () => {
  const door = openDoor()
  await addBot(door.embedder)
  const response = await door.app.request('/api/chat', toRequest(toBody('When does the bakery open?')))
  await vi.waitFor(() => expect(door.lines.some((line) => line.includes('Answered a message'))).toBe(true))
  // What follows the log within the same turn.
  await new Promise(setImmediate)
  expect(door.streams.count()).toBe(1)
  expect(await response.text()).toContain('"done"')
  await vi.waitFor(() => expect(door.streams.count()).toBe(0))
})
