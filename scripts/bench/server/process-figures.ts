import { readFileSync, writeFileSync } from 'node:fs'

const TICKS_A_SECOND = 100

/** Milliseconds of processor time that a process has used, all its threads together, from /proc. */
export function cpuMs(pid: number): number {
  const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const fields = after.split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_A_SECOND
}

export const rssMb = (pid: number): number => statusMb(pid, 'VmRSS')
/** The most since `forgetPeak`. */
export const peakMb = (pid: number): number => statusMb(pid, 'VmHWM')
export const forgetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5')

const statusMb = (pid: number, name: string): number =>
  Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
