import type { Source } from '#shared/source.ts'

const MINUTE_MS = 60_000
/** Before that the pace is mostly the engine's start. */
const MIN_PACE_MS = 1_500
/** A source in work is heard of more often; a clock that says otherwise is not the server's. */
const MAX_SILENCE_MS = 60_000

type Timed = Pick<
  Source,
  'status' | 'progress_done' | 'progress_total' | 'started_at' | 'step_started_at' | 'updated_at'
>

/** What is left by the pace of the learning so far; undefined while that tells too little. By the server's times alone. */
export function estimateLeftMs(source: Timed): number | undefined {
  const { status, progress_done, progress_total, step_started_at, updated_at } = source
  if (status !== 'embedding' || step_started_at === null || progress_done === 0) return undefined
  const spentMs = Date.parse(updated_at) - Date.parse(step_started_at)
  return spentMs < MIN_PACE_MS ? undefined : (spentMs / progress_done) * (progress_total - progress_done)
}

/** Whole minutes, rounded up. Once said they only fall, unless it has become plain that they were too few. */
export function calmMinutes(said: number | undefined, leftMs: number): number {
  const minutes = Math.max(1, Math.ceil(leftMs / MINUTE_MS))
  return said === undefined || minutes < said || minutes > said + 1 ? minutes : said
}

export const leftWords = (minutes: number): string =>
  minutes <= 1 ? 'Less than a minute left' : `About ${minutes} minutes left`

/** How long a training has run. This computer's clock moves it between reports, unless it is far from the server's. */
export function elapsedMs({ started_at, updated_at }: Timed, nowMs: number): number {
  if (started_at === null) return 0
  const reported = Date.parse(updated_at) - Date.parse(started_at)
  const byOwnClock = nowMs - Date.parse(started_at)
  return byOwnClock >= reported && byOwnClock <= reported + MAX_SILENCE_MS ? byOwnClock : reported
}
