import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { readEvents } from './read-events.ts'

const EVENT = 'data: {"text":"bread"}\n\n'

/** Sends events for as long as somebody reads; `sent` counts them. */
function openEndless() {
  const seen = { sent: 0 }
  const body = new Readable({
    highWaterMark: 1,
    read() {
      seen.sent++
      this.push(EVENT)
    },
  })
  return { body, seen }
}

test('a server that sends faster than anybody reads has to wait', async () => {
  const { body, seen } = openEndless()
  const events = readEvents(body, Infinity)
  await events.next()
  for (let turn = 0; turn < 1_000; turn++) await setImmediate()
  expect(seen.sent).toBeLessThan(300)
  const before = seen.sent
  let taken = 0
  while (taken < 1_000) taken += (await events.next()).value?.length ?? 0
  expect(seen.sent).toBeGreaterThan(before + 500)
  await events.return()
  expect(body.destroyed).toBe(true)
})

test('more than an answer can be is told after what came before it', async () => {
  const { body } = openEndless()
  const events = readEvents(body, 3 * EVENT.length)
  let taken = 0
  const readAll = async () => {
    for await (const came of events) taken += came.length
  }
  await expect(readAll()).rejects.toThrow('More came than an answer can be.')
  expect(taken).toBe(3)
  expect(body.destroyed).toBe(true)
})

test('a connection that closes without a word is a failure', async () => {
  const { body } = openEndless()
  const events = readEvents(body, Infinity)
  await events.next()
  body.destroy()
  const readAll = async () => {
    for await (const _ of events);
  }
  await expect(readAll()).rejects.toThrow('The connection was closed.')
})
