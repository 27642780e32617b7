import { Cron } from 'croner'

const parse = (expression: string): Cron => new Cron(expression, { mode: '5-part', paused: true })

/** Whether it is a cron expression, and of a time that comes. */
export function comesEver(expression: string): boolean {
  try {
    return parse(expression).nextRun() !== null
  } catch {
    return false
  }
}

/** The first time after this one, in the time zone of this machine. */
export function nextTime(expression: string, after: Date): Date {
  const next = parse(expression).nextRun(after)
  if (next === null) throw new Error(`${expression} never comes after ${after.toISOString()}.`)
  return next
}

/** Calls at each of its times; `stop` ends it. */
export function callAt(expression: string, run: () => void): { stop(): void } {
  const job = new Cron(expression, { mode: '5-part', unref: true }, run)
  return { stop: () => job.stop() }
}
