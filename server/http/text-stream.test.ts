import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openTextStream } from './text-stream.ts'

const STALL_MS = 1_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a reader who has taken everything is not dropped, whatever waited side by side', async () => {
  const stream = openTextStream(STALL_MS, () => {})
  stream.write('heartbeat')
  stream.write('token')
  expect(stream.isTaken()).toBe(false)
  const reader = stream.body.getReader()
  const read = async () => new TextDecoder().decode((await reader.read()).value)
  expect([await read(), await read()]).toEqual(['heartbeat', 'token'])
  const waiting = reader.read()
  await vi.advanceTimersByTimeAsync(2 * STALL_MS)
  expect([stream.isTaken(), stream.isGone()]).toEqual([true, false])
  stream.end()
  expect((await waiting).done).toBe(true)
})

test('what is written to a reader who waits goes straight to the response, after all that it has read', async () => {
  const outgoing = new PassThrough({ highWaterMark: 5 })
  const onGone = vi.fn()
  const stream = openTextStream(STALL_MS, onGone, outgoing)
  stream.write('first ')
  const reader = stream.body.getReader()
  outgoing.write((await reader.read()).value)
  void reader.read().catch(() => {})
  stream.write('second ')
  expect([String(outgoing.read()), stream.isTaken()]).toEqual(['first second ', false])
  await vi.advanceTimersByTimeAsync(STALL_MS / 2)
  expect(stream.isTaken()).toBe(true)
  stream.write('third')
  await vi.advanceTimersByTimeAsync(2 * STALL_MS)
  expect(onGone).toHaveBeenCalledOnce()
})

test('a reader who takes nothing is dropped once', async () => {
  const onGone = vi.fn()
  const stream = openTextStream(STALL_MS, onGone)
  stream.write('one')
  stream.write('two')
  await vi.advanceTimersByTimeAsync(2 * STALL_MS)
  stream.drop()
  expect(onGone).toHaveBeenCalledOnce()
  await expect(stream.body.getReader().read()).rejects.toThrow('The reader takes nothing.')
})

test('what is written to a reader who left goes nowhere', async () => {
  const onGone = vi.fn()
  const stream = openTextStream(STALL_MS, onGone)
  await stream.body.cancel()
  stream.write('late')
  stream.end()
  expect(onGone).toHaveBeenCalledOnce()
})
