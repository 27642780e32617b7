import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openTextStream, type TextStream } from './text-stream.ts'

const STALL_MS = 1_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function openReader({ body }: TextStream) {
  const reader = body.getReader()
  // A stream has to start.
  await vi.advanceTimersByTimeAsync(0)
  const read = async (): Promise<string | undefined> => {
    const { done, value } = await reader.read()
    return done ? undefined : new TextDecoder().decode(value)
  }
  return { read }
}

test('a reader is given what came meanwhile in one piece, and the end after all of it', async () => {
  const stream = openTextStream(STALL_MS, () => {})
  const { read } = await openReader(stream)
  const first = read()
  for (const text of ['one ', 'two ', 'three']) stream.write(text)
  let isOver = false
  const over = stream.end().then(() => (isOver = true))
  expect(await first).toBe('one ')
  expect([stream.isTaken(), isOver]).toEqual([false, false])
  expect(await read()).toBe('two three')
  expect(isOver).toBe(false)
  expect(await read()).toBeUndefined()
  await over
})

test('a reader who is slow and takes something now and then is not dropped', async () => {
  const onGone = vi.fn()
  const stream = openTextStream(STALL_MS, onGone)
  const { read } = await openReader(stream)
  for (let piece = 0; piece < 10; piece++) {
    stream.write('more ')
    await vi.advanceTimersByTimeAsync(0.75 * STALL_MS)
    void read()
  }
  expect(onGone).not.toHaveBeenCalled()
})

test('a reader who has taken everything is not dropped', async () => {
  const stream = openTextStream(STALL_MS, () => {})
  const { read } = await openReader(stream)
  stream.write('token')
  expect(await read()).toBe('token')
  const waiting = read()
  await vi.advanceTimersByTimeAsync(2 * STALL_MS)
  expect([stream.isTaken(), stream.isGone()]).toEqual([true, false])
  void stream.end()
  expect(await waiting).toBeUndefined()
})

test('a reader who takes nothing is dropped once, and nobody waits for it', async () => {
  const onGone = vi.fn()
  const stream = openTextStream(STALL_MS, onGone)
  stream.write('one')
  stream.write('two')
  const over = stream.end()
  await vi.advanceTimersByTimeAsync(2 * STALL_MS)
  await over
  stream.drop()
  expect(onGone).toHaveBeenCalledOnce()
  await expect(stream.body.getReader().read()).rejects.toThrow('The reader takes nothing.')
})

test('what is written to a reader who left goes nowhere', async () => {
  const onGone = vi.fn()
  const stream = openTextStream(STALL_MS, onGone)
  await stream.body.cancel()
  stream.write('late')
  await stream.end()
  expect(onGone).toHaveBeenCalledOnce()
})

test('goes straight to a response that has its headers, after all that the reader has', async () => {
  const sent: string[] = []
  const room = { isLeft: true }
  const outgoing = Object.assign(new EventEmitter(), {
    headersSent: false,
    write: (text: string) => sent.push(text) > 0 && room.isLeft,
  })
  const stream = openTextStream(STALL_MS, () => {}, outgoing)
  const { read } = await openReader(stream)
  // A server may look for the first piece before it writes its headers.
  const looked = read()
  stream.write('one ')
  expect([await looked, sent]).toEqual(['one ', []])
  outgoing.headersSent = true
  stream.write('two ')
  expect(sent).toEqual([])
  const waiting = read()
  expect(sent).toEqual(['two '])

  stream.write('three ')
  room.isLeft = false
  stream.write('four ')
  stream.write('five ')
  stream.write('six')
  const over = stream.end()
  expect([sent, stream.isTaken()]).toEqual([['two ', 'three ', 'four '], false])
  room.isLeft = true
  outgoing.emit('drain')
  expect(sent).toEqual(['two ', 'three ', 'four ', 'five six'])
  expect(await waiting).toBeUndefined()
  await over
})

test('a response that lets nothing through is dropped', async () => {
  const onGone = vi.fn()
  const outgoing = Object.assign(new EventEmitter(), { headersSent: true, write: () => false })
  const stream = openTextStream(STALL_MS, onGone, outgoing)
  const { read } = await openReader(stream)
  const dropped = expect(read()).rejects.toThrow('The reader takes nothing.')
  stream.write('one')
  await vi.advanceTimersByTimeAsync(2 * STALL_MS)
  await dropped
  expect(onGone).toHaveBeenCalledOnce()
  await stream.end()
})
