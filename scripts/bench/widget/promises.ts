import { type Measured, toRatio } from './measure.ts'
import { count, toTimes } from './report.ts'

/** 12 KB. */
const MAX_GZIP_BYTES = 12_288
/** The script and the bot's config. */
const MAX_REQUESTS = 2
const MAX_TIMES = 2

export type Verdict = { isKept: boolean; isTimed: boolean; sentence: string }

/** What we promise of our script. A busy machine may break the timed promise, and only that one. */
export function judge(ours: Measured, baseline: Measured): Verdict[] {
  const { script, requests, stored, shift } = ours
  const times = toRatio(ours, baseline, 'evalMs', 'normal')
  const timesInAll = toRatio(ours, baseline, 'scriptMs', 'normal')
  const exact: [isKept: boolean, sentence: string][] = [
    [script.gzip <= MAX_GZIP_BYTES, `${count(script.gzip)} bytes gzip, of ${count(MAX_GZIP_BYTES)} at most`],
    [requests <= MAX_REQUESTS, `${requests} requests before it opens, of ${MAX_REQUESTS} at most`],
    [stored.length === 0, `${stored.join(', ') || 'nothing'} kept in the browser before it opens`],
    [shift === 0, `layout shift ${shift}`],
  ]
  return [
    ...exact.map(([isKept, sentence]) => ({ isKept, isTimed: false, sentence })),
    {
      isKept: times <= MAX_TIMES,
      isTimed: true,
      sentence: `eval + compile take ${toTimes(times)} as long as the empty bubble's, of ${MAX_TIMES}× at most (${toTimes(timesInAll)} with all script that follows)`,
    },
  ]
}
