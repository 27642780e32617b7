export type Case = { x: number[]; y: 0 | 1; weight: number }

const STEPS = 30
/** A weak prior on every coefficient: classes that are apart would let them grow for ever. */
const PRIOR: number = 1e-3

/** Newton's method on the weighted log-likelihood. The coefficients of x, and last the bias. */
export function fitLogistic(cases: Case[]): number[] {
  const size = (cases[0]?.x.length ?? 0) + 1
  let beta = Array.from({ length: size }, () => 0)
  for (let step = 0; step < STEPS; step++) {
    const gradient = beta.map((value) => -PRIOR * value)
    const curve = beta.map((_, row) => beta.map((_, column) => (row === column ? PRIOR : 0)))
    for (const { x, y, weight } of cases) {
      const z = [...x, 1]
      const p = 1 / (1 + Math.exp(-dot(beta, z)))
      for (const [row, value] of z.entries()) {
        gradient[row] = at(gradient, row) + weight * (y - p) * value
        const line = curve[row] ?? []
        for (const [column, other] of z.entries()) {
          line[column] = at(line, column) + weight * p * (1 - p) * value * other
        }
      }
    }
    const change = solve(curve, gradient)
    // Half a step at most in any direction keeps it from overshooting where the classes are nearly apart.
    const largest = Math.max(...change.map(Math.abs))
    const scale = largest > MAX_CHANGE ? MAX_CHANGE / largest : 1
    beta = beta.map((value, index) => value + scale * at(change, index))
  }
  return beta
}
const MAX_CHANGE = 4

/** Gauss's elimination for a symmetric matrix with a positive diagonal. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, index) => [...row, at(right, index)])
  for (const [index, pivot] of rows.entries()) {
    for (const other of rows) {
      if (other === pivot) continue
      const factor = at(other, index) / at(pivot, index)
      for (let column = index; column < other.length; column++) {
        other[column] = at(other, column) - factor * at(pivot, column)
      }
    }
  }
  return rows.map((row, index) => (row.at(-1) ?? 0) / at(row, index))
}

export const dot = (a: number[], b: number[]): number => a.reduce((sum, value, index) => sum + value * at(b, index), 0)
const at = (list: number[], index: number): number => list[index] ?? 0
