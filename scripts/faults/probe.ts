// Loaded before the product (--import): tells from inside how long its main thread was held, and what it holds.
import { openSync, readdirSync, readSync } from 'node:fs'
import { createServer } from 'node:http'
import { isMainThread } from 'node:worker_threads'
import { collectGarbage } from './collect-garbage.ts'

const TICK_MS = 5

const socket = process.env['PROBE_SOCKET']
if (isMainThread && socket !== undefined) watch(socket)

function watch(address: string): void {
  const schedule = openSync('/proc/thread-self/schedstat', 'r')
  let longest = { turnMs: 0, queuedMs: 0 }
  let last = { at: performance.now(), queuedMs: readQueued(schedule) }
  setInterval(() => {
    const now = { at: performance.now(), queuedMs: readQueued(schedule) }
    const turn = { turnMs: now.at - last.at - TICK_MS, queuedMs: now.queuedMs - last.queuedMs }
    if (turn.turnMs - turn.queuedMs > longest.turnMs - longest.queuedMs) longest = turn
    last = now
  }, TICK_MS).unref()

  createServer((request, response) => {
    if (request.url === '/tidy') collectGarbage()
    // A long turn is counted only once the timers have run.
    setTimeout(() => {
      const { rss, heapUsed } = process.memoryUsage()
      const files = readdirSync('/proc/self/fd').length
      response.end(JSON.stringify({ ...longest, rssMb: rss / 2 ** 20, heapMb: heapUsed / 2 ** 20, files }))
      longest = { turnMs: 0, queuedMs: 0 }
    }, 4 * TICK_MS)
  })
    .listen(address)
    .unref()
}

/** For how long the thread was ready and another had its core. */
function readQueued(schedule: number): number {
  const line = Buffer.alloc(100)
  readSync(schedule, line, 0, line.length, 0)
  return Number(line.toString().split(' ')[1]) / 1e6
}
