import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { Source } from '#shared/source.ts'
import type { Config } from './config.ts'
import { AppError } from './errors.ts'
import type { Log } from './log.ts'
import type { Work, WorkKind, WorkOrder, WorkReport, Workshop } from './work.ts'

export type ThreadOptions = { config: Config; log: Log; readingMs?: number; idleMs?: number }
type Job = {
  id: number
  kind: WorkKind
  order: { id: number; kind: WorkKind; input: Work[WorkKind]['input'] }
  resolve(output: Work[WorkKind]['output']): void
  reject(error: unknown): void
}

/** The slowest real page measured takes 5 s of CPU. */
const READING_MS = 10_000
/** Then the memory of the local engine, 300 MB, is given back. */
const IDLE_MS = 10 * 60_000
const CLOSE_MS = 3_000
/** What the largest page that is fetched (5 MB) may unfold to; the model lives outside this heap. */
const MAX_HEAP_MB = 768

/** The file that a thread runs: beside this one, in the sources as in what was built of them. */
export const threadFile = (name: 'worker' | 'quick-worker' | 'backup-worker'): URL =>
  new URL(`${name}${extname(import.meta.url)}`, import.meta.url)

/** One worker thread, running `entry`. */
export function openThread(
  entry: URL,
  { config, log, readingMs = READING_MS, idleMs = IDLE_MS }: ThreadOptions,
): Workshop {
  const listeners = new Set<(source: Source) => void>()
  /** Trainings wait here for each other, so that a worker that dies takes one with it. */
  const queue: Job[] = []
  const inWork = new Map<number, Job>()
  let worker: Worker | undefined
  let idleTimer: NodeJS.Timeout | undefined
  let readingTimer: NodeJS.Timeout | undefined
  let nextId = 1
  let isClosed = false
  /** What was asked during a pause. */
  let held: Job[] | undefined

  function start(): Worker {
    const started = new Worker(entry, {
      workerData: config,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    })
    started.on('message', (report: WorkReport) => hear(started, report))
    started.on('error', (error) => log.error({ err: error }, 'The worker thread died'))
    started.on('exit', () => {
      if (worker === started) bury(undefined)
    })
    return started
  }

  function send(job: Job): void {
    inWork.set(job.id, job)
    clearTimeout(idleTimer)
    worker ??= start()
    worker.postMessage(job.order)
  }

  function begin(job: Job): void {
    if (job.kind !== 'train') return send(job)
    queue.push(job)
    sendNextTraining()
  }

  function sendNextTraining(): void {
    const isTraining = [...inWork.values()].some(({ kind }) => kind === 'train')
    const next = isTraining ? undefined : queue.shift()
    if (next !== undefined) send(next)
  }

  function hear(from: Worker, report: WorkReport): void {
    if (report.type === 'log') return repeat(log, report.line)
    if (from !== worker) return
    if (report.type === 'progress') return listeners.forEach((listener) => listener(report.source))
    if (report.type === 'reading') {
      readingTimer = setTimeout(() => endReading(report.id), readingMs)
      return
    }
    if (report.type === 'read') return clearTimeout(readingTimer)
    const job = inWork.get(report.id)
    inWork.delete(report.id)
    if (report.type === 'done') job?.resolve(report.output)
    else job?.reject(new AppError(report.code, report.message))
    sendNextTraining()
    if (inWork.size === 0) idleTimer = setTimeout(() => void stop(), idleMs).unref()
  }

  /** Nothing in the worker can end a page that keeps it busy; what else it was doing is begun anew. */
  function endReading(id: number): void {
    const stuck = worker
    log.warn('A page kept the worker thread busy; it is started anew')
    bury(id)
    void stuck?.terminate()
  }

  /** Ends the jobs that died with the worker: the guilty one, or all when nobody knows which it was. */
  function bury(guiltyId: number | undefined): void {
    worker = undefined
    clearTimeout(readingTimer)
    const jobs = [...inWork.values()]
    inWork.clear()
    for (const job of jobs) {
      if (guiltyId === undefined)
        job.reject(new AppError('unavailable', 'The work was broken off by a failure. Try again.'))
      else if (job.id !== guiltyId) send(job)
      else
        job.reject(
          new AppError('unprocessable', 'The page is too large or too deeply nested to read. Paste its text instead.'),
        )
    }
    sendNextTraining()
  }

  /** Trainings stay as they are: whoever goes on tells that they were interrupted. */
  async function breakOff(): Promise<void> {
    const waiting = [...inWork.values()].filter(({ kind }) => kind !== 'train')
    queue.length = 0
    inWork.clear()
    for (const job of waiting) job.reject(stopping())
    await stop()
  }

  async function stop(): Promise<void> {
    const ending = worker
    worker = undefined
    clearTimeout(idleTimer)
    clearTimeout(readingTimer)
    if (ending === undefined) return
    const exited = new Promise((resolve) => ending.once('exit', resolve))
    ending.postMessage({ kind: 'close' } satisfies WorkOrder)
    const killTimer = setTimeout(() => void ending.terminate(), CLOSE_MS)
    await exited
    clearTimeout(killTimer)
  }

  return {
    run(kind, input, signal) {
      signal?.throwIfAborted()
      const { promise, resolve, reject } = Promise.withResolvers<Work[typeof kind]['output']>()
      if (isClosed) {
        reject(stopping())
        return promise
      }
      const id = nextId++
      const job: Job = { id, kind, order: { id, kind, input }, resolve, reject }
      const onAbort = (): void => {
        if (inWork.has(id)) worker?.postMessage({ id, kind: 'abort' } satisfies WorkOrder)
        else if (queue.includes(job)) queue.splice(queue.indexOf(job), 1)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      if (held === undefined) begin(job)
      else held.push(job)
      return promise.finally(() => signal?.removeEventListener('abort', onAbort))
    },

    onProgress(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    async pause(work) {
      const asked: Job[] = (held = [])
      try {
        await breakOff()
        return await work()
      } finally {
        held = undefined
        asked.forEach(begin)
      }
    },

    async close() {
      isClosed = true
      await breakOff()
    },
  }
}

const stopping = (): AppError => new AppError('unavailable', 'Frontdesk is stopping. Try again in a moment.')

const logEntrySchema = z.looseObject({ level: z.number(), time: z.number(), msg: z.string().optional() })

/** The worker's log line in the log of the main thread, which alone writes files. Pino counts levels in tens. */
function repeat(log: Log, line: string): void {
  const { level, time: _time, msg, ...fields } = logEntrySchema.parse(JSON.parse(line))
  if (level >= 50) log.error(fields, msg)
  else if (level >= 40) log.warn(fields, msg)
  else if (level >= 30) log.info(fields, msg)
  else log.debug(fields, msg)
}
