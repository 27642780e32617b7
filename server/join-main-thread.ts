import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import type { Config } from './config.ts'
import { toAppError } from './errors.ts'
import { createForwardingLog, type Log } from './log.ts'
import type { Work, WorkKind, WorkOrder, WorkReport } from './work.ts'

type Job = Exclude<WorkOrder, { kind: 'abort' | 'close' }>
/** What a thread can do. */
type Skills = {
  [K in WorkKind]?: (input: Work[K]['input'], id: number, signal: AbortSignal) => Promise<Work[K]['output']>
}

/** The other end of `openThread`. */
export function joinMainThread(): {
  config: Config
  log: Log
  report(message: WorkReport): void
  /** Does what the main thread orders until it is told to end; `close` comes last. */
  obey(skills: Skills, close: () => Promise<void>): void
} {
  const port = parentPort
  if (port === null) throw new Error('This runs in a worker thread only.')
  const config = z.custom<Config>((given) => typeof given === 'object' && given !== null).parse(workerData)
  const report = (message: WorkReport): void => port.postMessage(message)
  const log = createForwardingLog(config.logLevel, (line) => report({ type: 'log', line }))
  const running = new Map<number, { abort: AbortController; ended: Promise<void> }>()

  function begin(job: Job, work: (signal: AbortSignal) => Promise<Work[WorkKind]['output']>): void {
    const abort = new AbortController()
    const ended = work(abort.signal)
      .then((output) => report({ type: 'done', id: job.id, output }))
      .catch((error: unknown) => {
        const { code, message } = toAppError(error)
        if (code === 'internal' && !abort.signal.aborted) log.error({ err: error, kind: job.kind }, 'The worker failed')
        report({ type: 'failed', id: job.id, code, message })
      })
      .finally(() => running.delete(job.id))
    running.set(job.id, { abort, ended })
  }

  return {
    config,
    log,
    report,
    obey(skills, close) {
      port.on('message', (order: WorkOrder) => {
        if (order.kind === 'abort') running.get(order.id)?.abort.abort()
        else if (order.kind === 'close') void end(close)
        else begin(order, (signal) => perform(skills, order, signal))
      })
    },
  }

  async function end(close: () => Promise<void>): Promise<void> {
    const last = [...running.values()]
    for (const { abort } of last) abort.abort()
    await Promise.all(last.map(({ ended }) => ended))
    await close()
    port?.close()
  }
}

async function perform<K extends WorkKind>(
  skills: Skills,
  { id, kind, input }: { id: number; kind: K; input: Work[K]['input'] },
  signal: AbortSignal,
): Promise<Work[K]['output']> {
  const skill = skills[kind]
  if (skill === undefined) throw new Error(`This thread cannot ${kind}.`)
  return skill(input, id, signal)
}
