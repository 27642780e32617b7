import { expect, test } from 'vitest'
import { findGoodCut, fitLogistic } from './fit.ts'

test('fitLogistic finds the line that the cases were drawn from', () => {
  // At x, a share of 1 / (1 + e^-(2x - 1)) is positive.
  const xs = Array.from({ length: 61 }, (_, index) => (index - 30) / 10)
  const draw = (isPositive: boolean) =>
    xs.flatMap((x) => {
      const p = 1 / (1 + Math.exp(-(2 * x - 1)))
      return Array.from({ length: Math.round(1000 * (isPositive ? p : 1 - p)) }, () => x)
    })
  const { slope, shift } = fitLogistic(draw(true), draw(false))
  expect(slope).toBeCloseTo(2, 0)
  // Both classes weigh the same, whatever their sizes.
  expect(shift).toBeCloseTo(-1 + Math.log(draw(false).length / draw(true).length), 0)
})

test('fitLogistic ends where the classes are apart', () => {
  const { slope, shift } = fitLogistic([2, 3], [-2, -3])
  expect(slope).toBeGreaterThan(1)
  expect(Number.isFinite(slope)).toBe(true)
  expect(shift).toBeCloseTo(0, 5)
})

test('findGoodCut keeps most and refuses most', () => {
  expect(findGoodCut([0.4, 0.8, 0.9, 0.95], [0.1, 0.2, 0.45, 0.5, 0.85])).toBe(0.8)
})
