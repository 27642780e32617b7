import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

/**
 * `turnMs`: the longest turn of the thread of the visitors since it was asked last; during `queuedMs` of it the thread was ready,
 * and the machine gave the core to another.
 */
const pulseSchema = z.object({
  turnMs: z.number(),
  queuedMs: z.number(),
  rssMb: z.number(),
  heapMb: z.number(),
  files: z.number(),
})
export type Pulse = z.infer<typeof pulseSchema>

const PROBE = new URL('./probe.ts', import.meta.url).href

/** For the environment of a process that is to be watched. */
export const watched = (folder: string): Record<string, string> => ({
  // As `npm start` has it.
  NODE_OPTIONS: `--max-semi-space-size=4 --max-old-space-size=512 --import ${PROBE}`,
  PROBE_SOCKET: socketIn(folder),
})

const socketIn = (folder: string): string => join(folder, 'probe.sock')

/** `tidy`: once its garbage is collected. */
export function takePulse(folder: string, { tidy = false } = {}): Promise<Pulse> {
  return new Promise((resolve, reject) => {
    request({ socketPath: socketIn(folder), path: tidy ? '/tidy' : '/' }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (piece: string) => (body += piece))
      response.on('end', () => resolve(pulseSchema.parse(JSON.parse(body))))
    })
      .on('error', reject)
      .end()
  })
}

const KNOCK_MS = 50

/** Asks for an address twenty times a second until it is told to stop; gives how long each answer took, for ever where none came. */
export function knock(url: string): { stop(): Promise<number[]> } {
  const times: Promise<number>[] = []
  const stopped = new AbortController()
  const running = (async () => {
    while (!stopped.signal.aborted) {
      times.push(timeAnswer(url).catch(() => Number.POSITIVE_INFINITY))
      await wait(KNOCK_MS, undefined, { signal: stopped.signal }).catch(() => undefined)
    }
  })()
  return {
    async stop() {
      stopped.abort()
      await running
      return Promise.all(times)
    },
  }
}

async function timeAnswer(url: string): Promise<number> {
  const start = performance.now()
  const response = await fetch(url)
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return performance.now() - start
}

export function quantile(times: number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
