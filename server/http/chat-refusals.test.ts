import { once } from 'node:events'
import { connect } from 'node:net'
import { z } from 'zod'
import type { FakeStep } from '#server/testing/fake-openai.ts'
import { describe, expect, test } from 'vitest'
import {
  localEmbedder,
  fake,
  openDoor,
  addBot,
  breakStore,
  toBody,
  toRequest,
  ask,
  countMessages,
  listen,
  type Door,
  useChatDoor,
} from '#server/testing/chat-door.ts'

useChatDoor()

const errorSchema = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) })

describe('a request that is refused', () => {
  const refused = async (door: Door, init: RequestInit) => {
    const response = await door.app.request('/api/chat', init)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.has('access-control-allow-credentials')).toBe(false)
    const body = errorSchema.parse(await response.json())
    expect(JSON.stringify(body)).not.toMatch(/stack|zod|invalid_type|\bat \//i)
    expect(body.error.message).toMatch(/^\w.* .*\.$/)
    expect(fake.requests).toEqual([])
    return { response, ...body.error }
  }

  test.each<[string, unknown, number, string]>([
    ['no JSON', '{"message":', 400, 'bad_input'],
    ['an empty body', '', 400, 'bad_input'],
    ['null', null, 400, 'bad_input'],
    ['a list', [], 400, 'bad_input'],
    ['nothing in it', {}, 400, 'bad_input'],
    ['an empty message', toBody('   '), 400, 'bad_input'],
    ['a long message', toBody('x'.repeat(4001)), 400, 'bad_input'],
    ['a short session', toBody('Hi', { session_id: 'abc' }), 400, 'bad_input'],
    ['a session of another type', toBody('Hi', { session_id: ['a'] }), 400, 'bad_input'],
    ['a session that is an object', toBody('Hi', { session_id: { $ne: null } }), 400, 'bad_input'],
    ['a session that is a number', toBody('Hi', { session_id: 12_345_678 }), 400, 'bad_input'],
    ['a session for all', toBody('Hi', { session_id: '%%%%%%%%' }), 400, 'bad_input'],
    ['a session of 10 KB', toBody('Hi', { session_id: 'x'.repeat(10_000) }), 400, 'bad_input'],
    ['a system message', toBody('Hi', { conversation_history: [{ role: 'system', content: 'x' }] }), 400, 'bad_input'],
    ['a wrong key', toBody('Hi', { api_key: 'wrong' }), 401, 'unauthorized'],
    ['a wrong bot', toBody('Hi', { bot_id: 'wrong' }), 401, 'unauthorized'],
    [
      'too much',
      toBody('Hi', { conversation_history: [{ role: 'user', content: 'x'.repeat(70_000) }] }),
      413,
      'too_large',
    ],
  ])('for %s', async (_name, body, status, code) => {
    const door = openDoor('openai')
    await addBot(localEmbedder)
    const result = await refused(door, toRequest(body))
    expect({ status: result.response.status, code: result.code }).toEqual({ status, code })
    expect(await countMessages()).toBe(0)
  })

  test('alike for a wrong key and a wrong bot', async () => {
    const door = openDoor()
    await addBot(localEmbedder)
    const wrongKey = await refused(door, toRequest(toBody('Hi', { api_key: 'wrong' })))
    const wrongBot = await refused(door, toRequest(toBody('Hi', { bot_id: 'wrong' })))
    expect(wrongKey.message).toBe(wrongBot.message)
  })

  test.each([
    'model',
    'system',
    'systemPrompt',
    'temperature',
    'max_tokens',
    'overrideConfig',
    'role',
    'messages',
    'botConfig',
    'limit',
    'userId',
    '__proto__',
    'constructor',
  ])('for the unknown field %s', async (field) => {
    const door = openDoor('openai')
    await addBot(localEmbedder)
    const body = JSON.stringify(toBody('When does the bakery open?')).replace('{', `{"${field}":{"injected":1},`)
    const { response, message } = await refused(door, toRequest(body))
    expect(response.status).toBe(400)
    expect(message).toContain(field)
  })

  test('for a type that needs no preflight', async () => {
    const door = openDoor()
    const { response, code } = await refused(door, toRequest(toBody('Hi'), { 'Content-Type': 'text/plain' }))
    expect({ status: response.status, code }).toEqual({ status: 415, code: 'unsupported_type' })
  })

  test('for a large body without a length', async () => {
    const port = await listen(openDoor())
    const socket = connect(port, '127.0.0.1')
    const piece = `${(8192).toString(16)}\r\n${'x'.repeat(8192)}\r\n`
    socket.write(
      `POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${piece.repeat(9)}`,
    )
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toContain('HTTP/1.1 413')
    socket.destroy()
  })

  test('for a body that breaks off, without a line in the error log', async () => {
    const door = openDoor()
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('aborted')) })
    const headers = { 'Content-Type': 'application/json' }
    const { response } = await refused(door, { method: 'POST', headers, body, duplex: 'half' })
    expect(response.status).toBe(400)
    expect(door.lines).toEqual([])
  })

  test('for more messages than a session may send', async () => {
    const door = openDoor('local', { CHAT_PER_SESSION: '2' })
    await addBot(door.embedder)
    await ask(door, 'Hello')
    await ask(door, 'Hello')
    const { response, code } = await refused(door, toRequest(toBody('Hello')))
    expect({ status: response.status, code }).toEqual({ status: 429, code: 'too_many_messages' })
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ask(door, 'Hello', { session_id: 'another-session' })).response.status).toBe(200)
  })

  test('for more messages than an address may send, whatever its session', async () => {
    const door = openDoor('local', { CHAT_PER_IP: '2' })
    await addBot(door.embedder)
    for (const session_id of ['session-a', 'session-b']) await ask(door, 'Hello', { session_id })
    const init = toRequest(toBody('Hello', { session_id: 'session-c' }), { 'X-Forwarded-For': '9.9.9.9' })
    const { response, code } = await refused(door, init)
    expect({ status: response.status, code }).toEqual({ status: 429, code: 'too_many_messages' })
  })

  test('past the month’s limit', async () => {
    const door = openDoor()
    await addBot(door.embedder, { limit: 1 })
    await ask(door, 'Hello')
    const { response, code, message } = await refused(door, toRequest(toBody('Hello')))
    expect({ status: response.status, code, message }).toEqual({
      status: 429,
      code: 'monthly_limit',
      message: 'Monthly limit reached. Please contact the website owner.',
    })
  })

  test('while the server is stopping', async () => {
    const door = openDoor()
    await addBot(door.embedder)
    await door.streams.drain(1000)
    const { response, code } = await refused(door, toRequest(toBody('Hello')))
    expect({ status: response.status, code }).toEqual({ status: 503, code: 'overloaded' })
    expect(await countMessages()).toBe(0)
  })

  test('when the disk fails, with no word about it', async () => {
    const door = openDoor()
    await addBot(door.embedder)
    await breakStore()
    const { response, message } = await refused(door, toRequest(toBody('Hello')))
    expect(response.status).toBeGreaterThanOrEqual(500)
    expect(message).toBe('I cannot answer right now. Please try again in a moment.')
  })
})

describe('the month’s limit', () => {
  test('is exact: of forty at once with ten left, ten are answered', async () => {
    const door = openDoor('openai', { CHAT_PER_SESSION: '1000', STREAMS_PER_IP: '100' })
    await addBot(door.embedder, { limit: 10 })
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(door, 'Is delivery free in the city?')))
    const statuses = answers.map(({ response }) => response.status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(30)
    expect(fake.count('chat')).toBe(10)
    expect(await countMessages()).toBe(10)
  })

  test.each<[string, FakeStep[]]>([
    ['fails three times', [{ status: 500 }, { status: 500 }, { status: 500 }]],
    ['refuses the key', [{ status: 401 }]],
    ['says nothing', [{ raw: 'data: [DONE]\n\n' }]],
    ['sends a web page', [{ raw: '<html>Gateway sk-very-secret-key</html>', contentType: 'text/html' }]],
  ])('gives the message back when the model %s', async (_name, steps) => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    fake.script('chat', ...steps)
    const { response, body, last } = await ask(door, 'Is delivery free in the city?')
    expect(response.status).toBe(200)
    expect(last).toEqual({
      type: 'error',
      code: 'upstream',
      message: 'I cannot answer right now. Please try again in a moment.',
    })
    expect(body).not.toMatch(/OPENAI|secret|Gateway|own words/)
    expect(await countMessages()).toBe(0)
    const errors = door.lines.filter((line) => line.includes('"level":50'))
    expect(errors).toHaveLength(1)
    expect(errors.join()).not.toMatch(/secret-key|delivery|own words/)
  })
})

test('with every place taken nobody is looked up before the refusal', async () => {
  const door = openDoor('openai', { STREAMS_MAX: '1' })
  const place = door.streams.open('elsewhere')
  const askWrongly = async () => (await ask(door, 'Hello', { api_key: 'wrong' })).response.status
  expect(await askWrongly()).toBe(503)
  place.close()
  expect(await askWrongly()).toBe(401)
})
