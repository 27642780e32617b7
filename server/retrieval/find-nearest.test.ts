import { afterEach, beforeEach, expect, test } from 'vitest'
import { openQuickThread } from '#server/open-worker.ts'
import { buildChunk, createBot, train } from '#server/store/contract-fixtures.ts'
import type { KnowledgeStore } from '#server/store/knowledge-store.ts'
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts'
import { createDice } from '#server/testing/seed-dice.ts'
import type { Workshop } from '#server/work.ts'
import { compareSketches } from './find-nearest.ts'

const WANTED = 20

let opened: TestDeps
let quick: Workshop
let asked: string[]
let sketched: KnowledgeStore
beforeEach(async () => {
  opened = await openTestDeps()
  quick = openQuickThread(opened.deps)
  asked = []
  sketched = compareSketches(opened.deps.store.knowledge, {
    run: (kind, input, signal) => {
      asked.push(kind)
      return quick.run(kind, input, signal)
    },
  })
  await createBot(opened.deps.store, 'bot')
})
afterEach(async () => {
  await quick.close()
  await opened.close()
})

const dice = createDice(1)
const roll = (dimensions: number): number[] => Array.from({ length: dimensions }, () => dice.roll() - 0.5)

async function teach(source: string, vectors: number[][]): Promise<void> {
  const chunks = vectors.map((vector, i) => buildChunk(i, `chunk ${i} of ${source}`, [vector]))
  await train(opened.deps.store, 'bot', source, chunks)
}

const find = (knowledge: KnowledgeStore, vector: number[]) =>
  knowledge.findByVector('bot', 'test', Float32Array.from(vector), WANTED)

test('a few vectors are compared whole', async () => {
  await teach('a', [roll(8), roll(8)])
  const question = roll(8)
  expect(await find(sketched, question)).toEqual(await find(opened.deps.store.knowledge, question))
})

test('of many, those that are roughly near are, and the nearest are the nearest', async () => {
  const vectors = Array.from({ length: 600 }, () => roll(384))
  await teach('a', vectors)
  // Near one of them, as a question is near what answers it.
  const question = vectors[17]?.map((value, at) => value + (roll(384)[at] ?? 0) / 2) ?? []
  const [whole, rough] = [await find(opened.deps.store.knowledge, question), await find(sketched, question)]
  expect(rough).toHaveLength(WANTED)
  expect(rough.slice(0, 1)).toEqual(whole.slice(0, 1))
  const ids = new Set(whole.map(({ chunk_id }) => chunk_id))
  expect(rough.filter(({ chunk_id }) => ids.has(chunk_id)).length).toBeGreaterThanOrEqual(WANTED / 2)
  expect(asked).toEqual([])
})

test('what is learned and forgotten counts at once', async () => {
  const { store } = opened.deps
  const vectors = Array.from({ length: 600 }, () => roll(384))
  await teach('a', vectors)
  const [question = []] = vectors
  const [before] = await find(sketched, question)
  await teach('b', [question])
  const nearest = (await find(sketched, question)).slice(0, 2)
  expect(nearest.map(({ cosine }) => cosine.toFixed(3))).toEqual(['1.000', '1.000'])
  await store.sources.delete('a')
  expect(await find(sketched, question)).not.toContainEqual(before)
})

test('many bytes are read in the thread, and compared there until they are', async () => {
  // 50 of 256 KB.
  const vectors = Array.from({ length: 50 }, () => roll(2 ** 16))
  await teach('a', vectors)
  const [question = []] = vectors
  const whole = await find(opened.deps.store.knowledge, question)
  expect(await find(sketched, question)).toEqual(whole)
  expect(asked).toEqual(['find_nearest', 'sketch'])
  await expect
    .poll(async () => {
      asked.length = 0
      await find(sketched, question)
      return asked
    })
    .toEqual([])
  expect((await find(sketched, question))[0]).toEqual(whole[0])
})
