import { describe, expect, test } from 'vitest'
import { createStreams } from './streams.ts'

describe('createStreams', () => {
  test('counts by address and in all, and gives back what was closed', () => {
    const streams = createStreams({ streamsPerIp: 2, streamsMax: 3 })
    const first = streams.open('a')
    streams.open('a')
    expect(() => streams.open('a')).toThrow(expect.objectContaining({ code: 'too_many_messages' }))
    streams.open('b')
    expect(() => streams.open('c')).toThrow(expect.objectContaining({ code: 'overloaded' }))
    first.close()
    first.close()
    streams.open('c')
    expect(() => streams.open('d')).toThrow(expect.objectContaining({ code: 'overloaded' }))
  })

  test('draining lets nobody in and waits for the open ones', async () => {
    const streams = createStreams({ streamsPerIp: 2, streamsMax: 3 })
    const stream = streams.open('a')
    const drained = streams.drain(60_000)
    expect(() => streams.open('b')).toThrow(expect.objectContaining({ code: 'overloaded' }))
    expect(stream.signal.aborted).toBe(false)
    stream.close()
    await drained
  })

  test('tells the rest to end after the grace', async () => {
    const streams = createStreams({ streamsPerIp: 2, streamsMax: 3 })
    const stream = streams.open('a')
    stream.signal.addEventListener('abort', () => stream.close())
    await streams.drain(0)
    expect(stream.signal.reason).toMatchObject({ code: 'overloaded' })
  })

  test('lets streams in again when it goes on', async () => {
    const streams = createStreams({ streamsPerIp: 2, streamsMax: 3 })
    await streams.drain(0)
    expect(() => streams.open('a')).toThrow(expect.objectContaining({ code: 'overloaded' }))
    expect(() => streams.checkOpen()).toThrow(expect.objectContaining({ code: 'overloaded' }))
    streams.resume()
    streams.checkOpen()
    streams.open('a').close()
  })

  test('stays closed when a restore ends while the server stops, and both have waited', async () => {
    const streams = createStreams({ streamsPerIp: 2, streamsMax: 3 })
    const stream = streams.open('a')
    const drains = [streams.drain(60_000), streams.drain(60_000)]
    stream.close()
    await Promise.all(drains)
    streams.resume()
    expect(() => streams.open('a')).toThrow(expect.objectContaining({ code: 'overloaded' }))
  })
})
