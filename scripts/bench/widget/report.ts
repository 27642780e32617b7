import type { Row } from '../../table.ts'
import { type Measured, SLOWDOWN, toMedian, toRatio } from './measure.ts'

const SLOWER = `${SLOWDOWN}× slower:`
const ADDED: [name: string, ...Parameters<Measured['added']>, decimals: number][] = [
  ['eval + compile, ms', 'evalMs', 'normal', 1],
  ['all its script, ms', 'scriptMs', 'normal', 1],
  ['main thread held, ms', 'heldMs', 'normal', 1],
  [`${SLOWER} eval + compile, ms`, 'evalMs', 'slow', 1],
  [`${SLOWER} all its script, ms`, 'scriptMs', 'slow', 1],
  [`${SLOWER} main thread held, ms`, 'heldMs', 'slow', 1],
  [`${SLOWER} blocking, ms`, 'blockingMs', 'slow', 1],
  [`${SLOWER} click to panel, ms`, 'openMs', 'slow', 0],
  ['heap, KB', 'heapKb', 'normal', 0],
]

/** A line for each figure, a column for each script: ours, the baseline and how many times it ours is, the others. */
export function toRows(ours: Measured, baseline: Measured, others: Measured[]): Row[] {
  const toRow = (name: string, show: (script: Measured) => string, ratio?: number): Row => ({
    '': name,
    [ours.name]: show(ours),
    [baseline.name]: show(baseline),
    ratio: ratio === undefined ? '' : toTimes(ratio),
    ...Object.fromEntries(others.map((other) => [other.name, show(other)])),
  })
  const toSizeRow = (name: string, toBytes: (script: Measured) => number) =>
    toRow(name, (script) => count(toBytes(script)), toBytes(ours) / toBytes(baseline))
  return [
    toSizeRow('script, gzip bytes', ({ script }) => script.gzip),
    toSizeRow('script, brotli bytes', ({ script }) => script.brotli),
    toSizeRow('all it loads, gzip bytes', ({ loaded }) => loaded.gzip),
    toSizeRow('all it loads, brotli bytes', ({ loaded }) => loaded.brotli),
    toRow('requests', ({ requests }) => String(requests)),
    toRow('kept in the browser', ({ stored }) => String(stored.length)),
    toRow('layout shift', ({ shift }) => shift.toFixed(3)),
    ...ADDED.map(([name, figure, speed, decimals]) =>
      toRow(name, ({ added }) => toSpread(added(figure, speed), decimals), toRatio(ours, baseline, figure, speed)),
    ),
  ]
}

export const count = (bytes: number) => bytes.toLocaleString('en')
export const toTimes = (ratio: number) => (Number.isFinite(ratio) ? `${ratio.toFixed(1)}×` : '')

/** Median, least and most. */
function toSpread(values: number[], decimals: number): string {
  const median = toMedian(values)
  if (median === undefined) return '-'
  const [middle, least, most] = [median, Math.min(...values), Math.max(...values)].map((value) =>
    value.toFixed(decimals),
  )
  return `${middle} (${least}–${most})`
}
