import { Readable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { readEvents } from './read-events.ts'

const EVENT = 'data: {"text":"bread"}\n\n'

/** Sends events for as long as somebody reads. */
function openEndless(): Readable {
  return new Readable({
    highWaterMark: 1,
    read() {
      this.push(EVENT)
    },
  })
}

test('more than an answer can be is told after what came before it', async () => {
  const body = openEndless()
  let heard = 0
  const reading = readEvents(body, 3 * EVENT.length, (events) => void (heard += events.length))
  await expect(reading).rejects.toThrow('More came than an answer can be.')
  expect(heard).toBe(3)
  expect(body.destroyed).toBe(true)
})

test('what came together is heard together, up to what cannot be read', async () => {
  const heard: object[][] = []
  const body = Readable.from([Buffer.from(`${EVENT}${EVENT}data: nonsense\n\n${EVENT}`), Buffer.from(EVENT)])
  await expect(readEvents(body, Infinity, (events) => void heard.push(events))).rejects.toThrow(SyntaxError)
  expect(heard).toEqual([[{ text: 'bread' }, { text: 'bread' }]])
  expect(body.destroyed).toBe(true)
})

test('a connection that closes without a word is a failure', async () => {
  const body = openEndless()
  const reading = readEvents(body, Infinity, () => void body.destroy())
  await expect(reading).rejects.toThrow('The connection was closed.')
})

test('nobody waits for a server that leaves the body open after the end mark, and it is let go', async () => {
  let heard = 0
  const body = new Readable({ read() {} })
  body.push(`${EVENT}data: [DONE]\n\n${EVENT}`)
  await readEvents(body, Infinity, (events) => void (heard += events.length))
  expect([heard, body.destroyed]).toEqual([1, false])
  await vi.waitFor(() => expect(body.destroyed).toBe(true), 5_000)
})
