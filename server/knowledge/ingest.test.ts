import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { parseConfig } from '#server/config.ts'
import { AppError } from '#server/errors.ts'
import { createBot } from '#server/store/contract-fixtures.ts'
import { openTestStore } from '#server/testing/open-test-store.ts'
import { ingest } from './ingest.ts'

let opened: Awaited<ReturnType<typeof openTestStore>>
beforeEach(async () => {
  opened = await openTestStore()
  await createBot(opened.store, 'a')
  vi.useFakeTimers({ toFake: ['setTimeout'] })
})
afterEach(async () => {
  vi.useRealTimers()
  await opened.close()
})

test('a failure that the disk does not take is kept once it does: the source is not in work for ever', async () => {
  const { store } = opened
  const full = new AppError('unavailable', 'The disk is full.')
  let attempts = 0
  const kept = Promise.withResolvers<void>()
  const deps = {
    config: parseConfig({ DATABASE_URL: `sqlite:${opened.path}` }),
    log: pino({ level: 'silent' }),
    now: () => new Date('2026-03-01T12:00:00Z'),
    newId: () => 'source',
    workshop: {
      run: () => Promise.reject(full),
      onProgress: () => () => {},
      pause: <T>(work: () => Promise<T>) => work(),
      close: async () => {},
    },
    store: {
      ...store,
      sources: {
        ...store.sources,
        async fail(...given: Parameters<typeof store.sources.fail>) {
          attempts++
          if (attempts < 3) throw full
          const failed = await store.sources.fail(...given)
          kept.resolve()
          return failed
        },
      },
    },
  }
  await ingest(deps, 'a', { source_type: 'text', source_content: 'Closed on Sundays.' })
  await vi.advanceTimersByTimeAsync(10_000)
  await kept.promise
  expect(await store.sources.find('source')).toMatchObject({ status: 'error', status_detail: 'The disk is full.' })
})
