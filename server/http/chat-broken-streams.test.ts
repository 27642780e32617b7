import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import type { FakeStep } from '#server/testing/fake-openai.ts'
import { addBot, ask, countMessages, type Door, fake, openDoor, store, useChatDoor } from '#server/testing/chat-door.ts'

// What a model server may send instead of a stream. Whatever it is: an answer or one clean sentence, soon, and the count exact.
useChatDoor('all')

const SILENCE_MS = 100
const ANSWER = 'Delivery is free.'
const CANNOT = 'I cannot answer right now. Please try again in a moment.'

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`
const delta = (delta: unknown, finish: string | null = null): string =>
  event({ choices: [{ index: 0, delta, finish_reason: finish }] })
const usage = (prompt_tokens: unknown, completion_tokens: unknown): string =>
  event({ choices: [], usage: { prompt_tokens, completion_tokens } })
const STOP = delta({}, 'stop')
const DONE = 'data: [DONE]\n\n'
const WHOLE = delta({ content: ANSWER }) + STOP + DONE
const bytes = Buffer.from(WHOLE)

let door: Door
beforeAll(async () => {
  // One place: whoever does not leave it keeps the next one out.
  door = openDoor('openai', { STREAMS_PER_IP: '1' }, undefined, { silenceMs: SILENCE_MS })
  await addBot(door.embedder)
})

async function answerOf(step: FakeStep) {
  door.circuits.answers.tryNow()
  const before = await countMessages()
  fake.script('chat', step)
  const answer = await ask(door, 'Is delivery free in the city?', { session_id: `session-${crypto.randomUUID()}` })
  expect(`${answer.body} ${door.lines.join()}`).not.toMatch(/secret|Gateway/)
  return { ...answer, counted: (await countMessages()) - before }
}

test.each<[string, FakeStep]>([
  ['carriage returns', { raw: WHOLE.replaceAll('\n', '\r\n') }],
  ['old carriage returns', { raw: WHOLE.replaceAll('\n', '\r') }],
  ['every byte by itself', { raw: [...bytes].map((byte) => Buffer.of(byte)) }],
  ['a byte order mark', { raw: `\uFEFF${WHOLE}` }],
  ['no end mark', { raw: delta({ content: ANSWER }) + STOP }],
  ['an end mark without an empty line', { raw: delta({ content: ANSWER }) + STOP + 'data: [DONE]' }],
  ['the role alone first', { raw: delta({ role: 'assistant' }) + delta({ role: 'assistant', content: null }) + WHOLE }],
  ['comments between', { raw: `: ping\n\n${WHOLE}` }],
  ['unknown events between', { raw: `event: ping\nid: 7\nretry: 1\ndata: {}\n\n${WHOLE}` }],
  ['tool calls beside it', { raw: delta({ tool_calls: [{ index: 0, function: { name: 'pay' } }] }) + WHOLE }],
  ['empty lists of choices', { raw: event({ choices: [] }) + WHOLE }],
  ['no list of choices', { raw: event({ choices: null }) + WHOLE }],
  ['two ends', { raw: delta({ content: ANSWER }) + STOP + STOP + DONE }],
  ['the end together with the text', { raw: delta({ content: ANSWER }, 'stop') + DONE }],
  ['the end for length', { raw: delta({ content: ANSWER }, 'length') + DONE }],
  ['text after the end mark', { raw: WHOLE + delta({ content: 'More.' }) }],
  ['the type of a text', { raw: WHOLE, contentType: 'text/plain' }],
  ['the type of JSON', { raw: WHOLE, contentType: 'application/json; charset=utf-8' }],
  ['compression', { raw: gzipSync(WHOLE), headers: { 'Content-Encoding': 'gzip' } }],
  ['a negative use', { raw: delta({ content: ANSWER }) + STOP + usage(-5, -5) + DONE }],
  ['a huge use', { raw: delta({ content: ANSWER }) + STOP + usage(1e15, 1e300) + DONE }],
  ['a use in words', { raw: delta({ content: ANSWER }) + STOP + usage('many', null) + DONE }],
  ['half a use', { raw: delta({ content: ANSWER }) + STOP + event({ choices: [], usage: {} }) + DONE }],
])('reads %s', async (_name, step) => {
  const { text, last, counted } = await answerOf(step)
  expect({ text, last: last?.type, counted }).toEqual({ text: ANSWER, last: 'done', counted: 1 })
})

test.each<[string, string]>([
  ['a character cut in two', 'Café ☕ – Größe 𝟜'],
  ['fields of the stream in the text', 'a\n\nevent: error\ndata: {"type":"done"}\r\r\u2028\u2029id: 7\n\n: b'],
])('keeps %s as it is', async (_name, content) => {
  const raw = [...Buffer.from(delta({ content }) + STOP + DONE)].map((byte) => Buffer.of(byte))
  const { text, body } = await answerOf({ raw })
  expect(text).toBe(content)
  expect(body.split(/\r\n|\r|\n/).every((line) => line === '' || line.startsWith('data: {"type":"'))).toBe(true)
})

test.each<[string, FakeStep]>([
  ['nothing', { raw: '' }],
  ['the end alone', { raw: DONE }],
  ['broken JSON', { raw: 'data: {"choices":[{"delta":{"content":"secret"}}\n\n' }],
  ['half a character', { raw: Buffer.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0x20, 0xf0, 0x9f, 0x0a, 0x0a]) }],
  ['bytes that are no text', { raw: Buffer.from([0, 255, 254, 0xc3, 0x28, 10, 10]) }],
  ['a web page', { raw: '<html>Gateway secret</html>', contentType: 'text/html' }],
  [
    'a whole answer as JSON',
    { raw: '{"choices":[{"message":{"content":"secret"}}]}', contentType: 'application/json' },
  ],
  ['an error inside a 200', { raw: event({ error: { message: 'secret', code: 'x' } }) }],
  ['an error as an event', { raw: 'event: error\ndata: {"message":"secret"}\n\n' }],
  ['an error in words', { raw: 'event: error\ndata: secret\n\n' }],
  ['a number', { raw: event(7) }],
  ['null', { raw: event(null) }],
  ['choices that are none', { raw: event({ choices: 'secret' }) + event({ choices: [null] }) }],
  ['tool calls alone', { raw: delta({ tool_calls: [{ index: 0 }] }, 'tool_calls') + DONE }],
  ['a refusal of its own', { raw: delta({ refusal: 'secret' }, 'stop') + DONE }],
  ['text as a list', { raw: delta({ content: [{ type: 'text', text: 'secret' }] }, 'stop') + DONE }],
  ['text as an object', { raw: delta({ content: { toString: 'secret' } }, 'stop') + DONE }],
  ['the role alone', { raw: delta({ role: 'assistant' }) + STOP + DONE }],
  ['a lie about compression', { raw: WHOLE, headers: { 'Content-Encoding': 'gzip' } }],
  ['half of what was compressed', { raw: gzipSync(WHOLE).subarray(0, 30), headers: { 'Content-Encoding': 'gzip' } }],
  ['fewer bytes than it said', { raw: 'data: {', headers: { 'Content-Length': '5000' }, afterwards: 'reset' }],
  ['a line of 10 MB', { raw: Array.from({ length: 160 }, () => 'x'.repeat(65_536)), afterwards: 'hang' }],
  ['10 MB of comments', { raw: Array.from({ length: 160 }, () => `: ${'x'.repeat(65_536)}\n`), afterwards: 'hang' }],
  ['silence after the headers', { raw: ': hello\n\n', afterwards: 'hang' }],
  ['silence after the role', { raw: delta({ role: 'assistant' }), afterwards: 'hang' }],
  ['the end of the connection after the headers', { raw: ': hello\n\n', afterwards: 'reset' }],
])('says one sentence and gives the message back for %s', async (_name, step) => {
  const { events, counted } = await answerOf(step)
  expect(events).toEqual([{ type: 'error', code: 'upstream', message: CANNOT }])
  expect(counted).toBe(0)
})

test.each<[string, FakeStep]>([
  ['broken off', { raw: delta({ content: ANSWER }), afterwards: 'reset' }],
  ['that ends without its end', { raw: delta({ content: ANSWER }) }],
  ['that falls silent', { raw: delta({ content: ANSWER }), afterwards: 'hang' }],
  ['that turns into an error', { raw: delta({ content: ANSWER }) + event({ error: { message: 'secret' } }) }],
])('keeps an answer %s and counts it once', async (_name, step) => {
  const { text, last, counted } = await answerOf(step)
  expect({ text, last, counted }).toEqual({
    text: ANSWER,
    last: { type: 'error', code: 'upstream', message: CANNOT },
    counted: 1,
  })
})

test('after any number of bytes a broken connection is an answer so far, or none', async () => {
  for (let count = 1; count < bytes.length; count += 9) {
    const { text, last, counted } = await answerOf({ raw: bytes.subarray(0, count), afterwards: 'reset' })
    expect(last?.type, `${count} bytes`).toBe('error')
    expect({ text, counted }, `${count} bytes`).toEqual(
      counted === 1 ? { text: ANSWER, counted } : { text: '', counted: 0 },
    )
  }
  expect((await store.counts.all()).messages).toBeGreaterThan(0)
})
