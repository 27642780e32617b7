import { percentile } from '../../eval/score.ts'

export type Quantiles = { p50: number; p95: number; p99: number }

export const toQuantiles = (values: number[]): Quantiles => ({
  p50: percentile(values, 0.5) ?? Number.NaN,
  p95: percentile(values, 0.95) ?? Number.NaN,
  p99: percentile(values, 0.99) ?? Number.NaN,
})

export const subtract = (from: Quantiles, other: Quantiles): Quantiles => ({
  p50: from.p50 - other.p50,
  p95: from.p95 - other.p95,
  p99: from.p99 - other.p99,
})

/** `12 / 15 / 31`, and nothing where nothing was seen. */
export const showQuantiles = ({ p50, p95, p99 }: Quantiles): string =>
  Number.isNaN(p50) ? '-' : [p50, p95, p99].map((value) => value.toFixed(value < 10 ? 1 : 0)).join(' / ')
