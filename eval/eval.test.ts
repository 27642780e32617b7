import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLocalEmbedder } from '#server/models/local.ts'
import { createCachedEmbedder } from '../scripts/eval/cached-embedder.ts'
import { type Desk, measureKnowledge, openDesk, type QuestionResult } from '../scripts/eval/knowledge.ts'
import { readPack } from '../scripts/eval/pack.ts'
import { share } from '../scripts/eval/score.ts'

// Floors, well under what docs/EVALUATION.md measured: what falls below one has broken.

const { knowledgeBases } = readPack(import.meta.dirname)
let desk: Desk
const results: QuestionResult[] = []
const followUps: QuestionResult[] = []
beforeAll(async () => {
  desk = await openDesk(createCachedEmbedder(createLocalEmbedder()))
  for (const kb of knowledgeBases) {
    const measured = await measureKnowledge(desk, kb, { isAnswering: true, note: () => undefined })
    for (const result of measured) (result.before.length > 0 ? followUps : results).push(result)
  }
}, 300_000)
afterAll(() => desk.close())

test('the pack is what it says: three trades, three languages, 100 questions of which 40 have no answer', () => {
  expect(knowledgeBases.map(({ lang }) => lang).toSorted()).toEqual(['de', 'en', 'es'])
  expect(results).toHaveLength(100)
  expect(results.filter(({ answerable }) => !answerable)).toHaveLength(40)
  expect(followUps).toHaveLength(39)
})

describe('the local engine, with search by words and vectors', () => {
  const ofAnswerable = (passes: (result: QuestionResult) => boolean) =>
    share(
      results.filter(({ answerable }) => answerable),
      passes,
    )
  const ofUnanswerable = (why: string, passes: (result: QuestionResult) => boolean) =>
    share(
      results.filter((result) => result.why === why),
      passes,
    )

  test('finds the right page first', () => expect(ofAnswerable(({ rank }) => rank === 1)).toBeGreaterThan(0.65))
  test('finds the right lines among three', () =>
    expect(ofAnswerable(({ goldFound }) => goldFound === true)).toBeGreaterThan(0.85))
  test('answers what can be answered', () => expect(ofAnswerable(({ answered }) => answered)).toBeGreaterThan(0.6))
  test('says the right thing', () => expect(ofAnswerable(({ goldSaid }) => goldSaid === true)).toBeGreaterThan(0.5))
  test('finds the right lines for what follows up', () => {
    const answerable = followUps.filter((result) => result.answerable)
    expect(share(answerable, ({ goldFound }) => goldFound === true)).toBeGreaterThan(0.85)
    expect(share(answerable, ({ goldSaid }) => goldSaid === true)).toBeGreaterThan(0.5)
  })
  test('refuses what is off its subject', () =>
    expect(ofUnanswerable('out-of-scope', ({ answered }) => !answered)).toBeGreaterThan(0.9))
  test('refuses most of what is just beside it', () =>
    expect(ofUnanswerable('near-miss', ({ answered }) => !answered)).toBeGreaterThan(0.5))
})
