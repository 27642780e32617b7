import { pino } from 'pino'
import { beforeEach, expect, test } from 'vitest'
import { createCircuit, type Circuit } from './circuit.ts'
import { UpstreamError, type UpstreamFailure } from './upstream-error.ts'

const asked = { baseUrl: 'http://models.example/v1', model: 'a-model', setting: 'CHAT_MODEL' } as const
const SINCE = new Date('2026-11-22T10:42:00.000Z')

let time: number
let logged: string[]
let circuit: Circuit
beforeEach(() => {
  time = 0
  logged = []
  const log = pino({}, { write: (line: string) => void logged.push(line) })
  circuit = createCircuit({ log, now: () => SINCE, refusal: 'Not now.', elapsedMs: () => time })
})

function call(failure?: UpstreamFailure): void {
  const one = circuit.enter()
  if (failure === undefined) one.succeed()
  else one.fail(new UpstreamError(failure, asked))
  one.leave()
}
const down: UpstreamFailure = { kind: 'timeout' }
const toStatus = (status: number, code?: string): UpstreamFailure => ({
  kind: 'status',
  status,
  code,
  retryAfterSeconds: undefined,
})

test('opens after five failures in a row, says why and refuses at once', () => {
  for (let i = 0; i < 4; i++) call(down)
  expect(circuit.trouble()).toBeUndefined()
  call(down)
  expect(circuit.trouble()).toEqual({
    since: SINCE.toISOString(),
    reason: 'The model server at models.example did not answer in time. Try again later.',
  })
  time = 10_000
  expect(() => circuit.enter()).toThrow(
    expect.objectContaining({ code: 'overloaded', message: 'Not now.', retryAfterSeconds: 20 }),
  )
  expect(logged).toHaveLength(1)
})

test.each<[string, () => void]>([
  ['a success between', () => call()],
  ['a refused request between, which says that it lives', () => call(toStatus(400))],
  ['more than a minute between', () => (time += 60_000)],
])('stays closed with %s', (_name, between) => {
  for (let i = 0; i < 4; i++) call(down)
  between()
  for (let i = 0; i < 4; i++) call(down)
  expect(circuit.trouble()).toBeUndefined()
})

test.each<[string, UpstreamFailure, RegExp]>([
  ['refuses the key', toStatus(401), /refused the key\. Check OPENAI_API_KEY/],
  ['has no credit', toStatus(429, 'insufficient_quota'), /no credit left/],
  ['does not know the model', toStatus(404), /does not know "a-model"/],
])('opens at once when the server %s', (_name, failure, sentence) => {
  call(failure)
  expect(circuit.trouble()?.reason).toMatch(sentence)
})

test('lets one call through after 30 s, and closes when it succeeds', () => {
  call(toStatus(401))
  time = 29_999
  expect(() => circuit.enter()).toThrow()
  time = 30_000
  const probe = circuit.enter()
  expect(() => circuit.enter(), 'one at a time').toThrow()
  probe.succeed()
  probe.leave()
  expect(circuit.trouble()).toBeUndefined()
  call()
  expect(logged.at(-1)).toContain('answers again')
})

test('waits another 30 s when the probe fails, and keeps since when', () => {
  call(toStatus(401))
  time = 30_000
  call(down)
  expect(circuit.trouble()).toMatchObject({ since: SINCE.toISOString(), reason: expect.stringContaining('in time') })
  time = 59_999
  expect(() => circuit.enter()).toThrow()
  time = 60_000
  call()
  expect(circuit.trouble()).toBeUndefined()
})

test('a probe whose caller left makes room for the next', () => {
  call(toStatus(401))
  time = 30_000
  circuit.enter().leave()
  call()
  expect(circuit.trouble()).toBeUndefined()
})

test('an owner who asks is not kept waiting', () => {
  call(toStatus(401))
  circuit.tryNow()
  call()
  expect(circuit.trouble()).toBeUndefined()
})
