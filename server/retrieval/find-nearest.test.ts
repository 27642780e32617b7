import { afterEach, beforeEach, expect, test } from 'vitest'
import { openQuickThread } from '#server/open-worker.ts'
import { buildChunk, createBot, train } from '#server/store/contract-fixtures.ts'
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts'
import type { Workshop } from '#server/work.ts'
import { compareElsewhere } from './find-nearest.ts'

const FEW = 50
/** 50 such vectors take 13 MB. */
const LONG = 2 ** 16

let opened: TestDeps
let quick: Workshop
let asked: string[]
beforeEach(async () => {
  opened = await openTestDeps()
  quick = openQuickThread(opened.deps)
  asked = []
})
afterEach(async () => {
  await quick.close()
  await opened.close()
})

async function teach(count: number, dimensions: number): Promise<void> {
  const { store } = opened.deps
  await createBot(store, 'bot')
  const chunks = Array.from({ length: count }, (_, i) => {
    const vector = Array.from({ length: dimensions }, (_, at) => (at === 0 ? count : at === 1 ? i : 0))
    return buildChunk(i, `chunk ${i}`, [vector])
  })
  await train(store, 'bot', 'source', chunks)
}

async function findBothWays(dimensions: number) {
  const { knowledge } = opened.deps.store
  const elsewhere = compareElsewhere(knowledge, {
    run: (kind, input, signal) => {
      asked.push(kind)
      return quick.run(kind, input, signal)
    },
  })
  const question = Float32Array.from({ length: dimensions }, (_, at) => (at < 2 ? 1 : 0))
  const [here, there] = await Promise.all(
    [knowledge, elsewhere].map((of) => of.findByVector('bot', 'test', question, 20)),
  )
  return { here, there }
}

test('many bytes of vectors are compared in the thread, to the same answer', async () => {
  await teach(FEW, LONG)
  const { here, there } = await findBothWays(LONG)
  expect(asked).toEqual(['find_nearest'])
  expect(there).toHaveLength(20)
  expect(there).toEqual(here)
})

test('few are compared at once', async () => {
  await teach(FEW, 4)
  const { here, there } = await findBothWays(4)
  expect(asked).toEqual([])
  expect(there).toEqual(here)
})
