import { setTimeout as wait } from 'node:timers/promises'
import { type Door, visit } from './crowd.ts'
import { cpuMs, forgetPeak, peakMb, rssMb } from './process-figures.ts'
import { type Quantiles, toQuantiles } from './quantiles.ts'
import type { Running } from './start-process.ts'

export type Figures = {
  answers: number
  firstMs: Quantiles
  ms: Quantiles
  perSecond: number
  cpuMsEach: number
  rssMb: number
  peakMb: number
  refused: number
  refusedMs: Quantiles
  broken: number
}
/** `rampMs` until everybody has come and their answers have spread over the time that one takes. */
export type Stay = { rampMs: number; measureMs: number }

/** Counts what ended within the time of measuring, and the processor time of that time. */
export async function measureCrowd(
  { pid }: Running,
  door: Door,
  visitors: number,
  { rampMs, measureMs }: Stay,
): Promise<Figures> {
  const start = performance.now() + rampMs
  const end = start + measureMs
  const visited = visit(door, visitors, rampMs / 2, end)
  await wait(start - performance.now())
  forgetPeak(pid)
  const cpuBefore = cpuMs(pid)
  await wait(end - performance.now())
  const cpu = cpuMs(pid) - cpuBefore
  const memory = { rssMb: rssMb(pid), peakMb: peakMb(pid) }
  const asked = (await visited).filter(({ endedAt }) => endedAt >= start && endedAt <= end)
  const whole = asked.filter(({ isWhole }) => isWhole)
  const refused = asked.filter(({ status }) => status !== 200)
  return {
    answers: whole.length,
    firstMs: toQuantiles(whole.map(({ firstMs }) => firstMs)),
    ms: toQuantiles(whole.map(({ ms }) => ms)),
    perSecond: whole.length / (measureMs / 1000),
    cpuMsEach: cpu / whole.length,
    ...memory,
    refused: refused.length,
    refusedMs: toQuantiles(refused.map(({ ms }) => ms)),
    broken: asked.length - whole.length - refused.length,
  }
}
