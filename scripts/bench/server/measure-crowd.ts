import { setTimeout as wait } from 'node:timers/promises'
import { type Asked, type Door, visit } from './crowd.ts'
import { cpuMs, forgetPeak, peakMb } from './process-figures.ts'
import type { Running } from './start-process.ts'

export type Figures = {
  answers: number
  firstMs: Quantiles
  ms: Quantiles
  perSecond: number
  cpuMsEach: number
  peakMb: number
  refused: number
  refusedMs: Quantiles
  broken: number
}
export type Quantiles = { p50: number; p95: number; p99: number }

/** Until everybody has come and the code is warm. */
const WARM_UP_MS = 2_500

/** Counts what ended within the time of measuring, and the processor time of that time. */
export async function measureCrowd(
  { pid }: Running,
  door: Door,
  visitors: number,
  measureMs: number,
): Promise<Figures> {
  const start = performance.now() + WARM_UP_MS
  const end = start + measureMs
  const visited = visit(door, visitors, WARM_UP_MS / 2, end)
  await wait(start - performance.now())
  forgetPeak(pid)
  const cpuBefore = cpuMs(pid)
  await wait(end - performance.now())
  const cpu = cpuMs(pid) - cpuBefore
  const peak = peakMb(pid)
  const asked = (await visited).filter(({ endedAt }) => endedAt >= start && endedAt <= end)
  const whole = asked.filter(({ isWhole }) => isWhole)
  const refused = asked.filter(({ status }) => status !== 200)
  return {
    answers: whole.length,
    firstMs: toQuantiles(whole, ({ firstMs }) => firstMs),
    ms: toQuantiles(whole, ({ ms }) => ms),
    perSecond: whole.length / (measureMs / 1000),
    cpuMsEach: cpu / whole.length,
    peakMb: peak,
    refused: refused.length,
    refusedMs: toQuantiles(refused, ({ ms }) => ms),
    broken: asked.length - whole.length - refused.length,
  }
}

function toQuantiles(asked: Asked[], of: (asked: Asked) => number): Quantiles {
  const sorted = asked.map(of).toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
