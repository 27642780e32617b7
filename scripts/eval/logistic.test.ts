import { expect, test } from 'vitest'
import { type Case, dot, fitLogistic } from './logistic.ts'

const GRID = Array.from({ length: 21 }, (_, index) => (index - 10) / 5)

test('fitLogistic finds the plane that the cases were drawn from', () => {
  const beta = [2, -1, 0.5]
  const cases = GRID.flatMap((a) =>
    GRID.flatMap((b): Case[] => {
      const x = [a, b]
      const p = 1 / (1 + Math.exp(-dot(beta, [...x, 1])))
      return [
        { x, y: 1, weight: p },
        { x, y: 0, weight: 1 - p },
      ]
    }),
  )
  const found = fitLogistic(cases)
  beta.forEach((value, index) => expect(found[index]).toBeCloseTo(value, 1))
})

test('fitLogistic ends where the classes are apart, and where a signal never changes', () => {
  const cases = [2, 3, -2, -3].map((x): Case => ({ x: [x, 1], y: x > 0 ? 1 : 0, weight: 1 }))
  const found = fitLogistic(cases)
  expect(found.every(Number.isFinite)).toBe(true)
  expect(found[0]).toBeGreaterThan(1)
})
