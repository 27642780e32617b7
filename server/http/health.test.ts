import { afterEach, beforeEach, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import type { Writer } from '#server/chat/writer.ts'
import { AppError } from '#server/errors.ts'
import { openTestDoor, type TestDoor } from '#server/testing/open-test-door.ts'
import { healthRoutes } from './health.ts'
import { createStreams, type Streams } from './streams.ts'

let door: TestDoor
let streams: Streams
beforeEach(async () => {
  door = await openTestDoor()
  streams = createStreams(door.config.limits)
})
afterEach(() => door.close())

const writer: Writer = {
  engine: 'local',
  async write() {
    throw new Error('Nobody asks for this.')
  },
}

test('tells that all is well, and the version', async () => {
  const response = await door.mount(healthRoutes({ ...door, writer }, streams)).request('/api/health')
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.json()).toEqual({ status: 'ok', version: packageJson.version, database: 'ok', engine: 'local' })
})

test('is 503 while the database cannot be written, and well again after', async () => {
  let full = true
  let time = Date.parse('2026-03-01T12:00:00Z')
  const checkWritable = async () => {
    if (full) throw new AppError('unavailable', 'The disk is full.')
    await door.store.checkWritable()
  }
  const store = { ...door.store, checkWritable }
  const app = door.mount(healthRoutes({ store, writer, now: () => new Date(time) }, streams))
  expect((await app.request('/api/health')).status).toBe(503)
  expect(door.logged).toHaveLength(1)
  full = false
  time += 1000
  expect((await app.request('/api/health')).status).toBe(200)
})

test('writes to the disk once a second, however often it is asked', async () => {
  let writes = 0
  const store = { ...door.store, checkWritable: async () => void (writes += 1) }
  const app = door.mount(healthRoutes({ ...door, store, writer }, streams))
  await Promise.all(Array.from({ length: 20 }, async () => app.request('/api/health')))
  expect(writes).toBe(1)
})

test('is ready while it takes new chats', async () => {
  const app = door.mount(healthRoutes({ ...door, writer }, streams))
  expect(await (await app.request('/api/ready')).json()).toEqual({ status: 'ready' })
  await streams.drain(0)
  const refused = await app.request('/api/ready')
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10'])
  expect(await refused.json()).toEqual({
    error: { code: 'overloaded', message: 'The server is restarting. Please try again.' },
  })
  expect((await app.request('/api/health')).status).toBe(200)
  streams.resume()
  expect((await app.request('/api/ready')).status).toBe(200)
})
