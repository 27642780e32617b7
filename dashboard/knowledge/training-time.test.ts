import { describe, expect, test } from 'vitest'
import { calmMinutes, elapsedMs, estimateLeftMs, leftWords } from './training-time.ts'

const learning = {
  status: 'embedding',
  progress_done: 10,
  progress_total: 40,
  started_at: '2026-11-22T12:00:00Z',
  step_started_at: '2026-11-22T12:00:05Z',
  updated_at: '2026-11-22T12:00:15Z',
} as const

describe('the time left', () => {
  test.each([
    ['follows the pace of the learning alone', {}, 30_000],
    ['is unknown before the learning', { status: 'reading' }, undefined],
    ['is unknown before anything is learned', { progress_done: 0 }, undefined],
    ['is unknown while the engine starts', { updated_at: '2026-11-22T12:00:06Z' }, undefined],
    ['is none at the end', { progress_done: 40 }, 0],
  ] as const)('%s', (_name, changes, expected) => {
    expect(estimateLeftMs({ ...learning, ...changes })).toBe(expected)
  })

  test.each<[string, number[], string[]]>([
    ['falls in minutes', [150_000, 119_000, 61_000, 59_000, 2_000], ['3', '2', '2', 'Less', 'Less']],
    ['does not waver', [119_000, 130_000, 119_000, 175_000], ['2', '2', '2', '2']],
    ['admits that it was wrong', [59_000, 170_000], ['Less', '3']],
  ])('%s', (_name, estimates, expected) => {
    let said: number | undefined
    const words = estimates.map((leftMs) => leftWords((said = calmMinutes(said, leftMs))))
    expect(words.map((sentence) => /Less|\d+/.exec(sentence)?.[0])).toEqual(expected)
  })
})

describe('the time gone by', () => {
  const at = (seconds: number) => Date.parse(learning.started_at) + seconds * 1000

  test.each([
    ['goes on between reports', 18, 18_000],
    ['is not cut by a clock that is behind', 3, 15_000],
    ['is not made long by a clock that is ahead', 4_000, 15_000],
  ])('%s', (_name, seconds, expected) => {
    expect(elapsedMs(learning, at(seconds))).toBe(expected)
  })

  test('is none in the queue', () => {
    expect(elapsedMs({ ...learning, started_at: null }, at(100))).toBe(0)
  })
})
