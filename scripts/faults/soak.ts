import { statSync } from 'node:fs'
import { join } from 'node:path'
import { createLimit, type Limit } from '#server/rate-limit.ts'
import { openDatabase } from '#server/store/sqlite/open.ts'
import { ask } from '#server/testing/admin-client.ts'
import { seedDatabase } from '#server/testing/seed.ts'
import { collectGarbage } from './collect-garbage.ts'
import type { Drill, Finding, Ground } from './drill.ts'
import { openShop, QUESTION, type Shop } from './shop.ts'
import { type Pulse, takePulse, watched } from './watch.ts'

const SEEDED = 100_000
const VISITORS = 8
/** By then the allocator has what it keeps for itself, some 90 MB: measured over 5,600 questions. */
const WARM_UP_QUESTIONS = 2_000
const SOAK_MS = 30_000
/** What the limits remember of each for a minute is measured by itself. */
const SESSIONS = 500
/** Ten minutes of a busy shop. */
const READER_QUESTIONS = 300
const KEYS = 1_000_000
const MB = 2 ** 20

/** After a collection of garbage; what stays is held. */
const MAX_HEAP_GROWTH_MB = 5
const MAX_RSS_GROWTH_MB = 40
/** Sockets of visitors and of the model come and go. */
const MAX_FILES_MORE = 16
const MAX_LOG_MB = 64
/** `journal_size_limit`, to which the log is cut when it begins anew. */
const RESTING_LOG_MB = 17

export const soak: Drill = {
  name: 'soak',
  about: `memory, files and the write-ahead log while visitors write as fast as it goes, on top of ${SEEDED} messages`,
  async *run(ground) {
    await seedDatabase(join(ground.folder, 'data', 'frontdesk.db'), { bots: 2, sources: 2, messages: SEEDED })
    const shop = await openShop(ground.folder, { environment: watched(ground.folder) })
    try {
      yield* soakIn(shop, ground)
    } finally {
      await shop.close()
    }
    yield await flood()
  },
}

async function* soakIn(shop: Shop, { folder }: Ground): AsyncGenerator<Finding> {
  await visit(shop, (answered) => answered < WARM_UP_QUESTIONS)
  const before = await takePulse(folder, { tidy: true })
  const watch = watchLog(folder)
  const messages = await visit(shop, during(SOAK_MS))
  const after = await takePulse(folder, { tidy: true })
  yield* judgeMemory(before, after, messages)
  yield judgeLog('the write-ahead log stays small', watch.longest())

  const reader = openDatabase(databaseIn(folder))
  reader.exec('BEGIN; SELECT count(*) FROM messages')
  await visit(shop, (answered) => answered < READER_QUESTIONS)
  reader.exec('COMMIT')
  reader.close()
  yield judgeLog(`also with a reader held open over ${READER_QUESTIONS} questions`, watch.longest())
  watch.stop()
  await visit(shop, during(1_000))
  const resting = logMb(folder)
  yield {
    promise: 'and shrinks when the reader has gone',
    seen: `${resting.toFixed(1)} MB`,
    kept: resting <= RESTING_LOG_MB,
  }
}

function* judgeMemory(before: Pulse, after: Pulse, messages: number): Generator<Finding> {
  const grown = after.heapMb - before.heapMb
  yield {
    promise: 'what is held in memory does not grow with the messages',
    seen: `${(2 * messages).toLocaleString('en')} messages in ${SOAK_MS / 1000} s; heap ${before.heapMb.toFixed(1)} to ${after.heapMb.toFixed(1)} MB`,
    kept: grown <= MAX_HEAP_GROWTH_MB,
  }
  yield {
    promise: 'nor does the process, and no file stays open',
    seen: `${before.rssMb.toFixed(0)} to ${after.rssMb.toFixed(0)} MB resident, ${before.files} to ${after.files} files`,
    kept: after.rssMb - before.rssMb <= MAX_RSS_GROWTH_MB && after.files <= before.files + MAX_FILES_MORE,
  }
}

const during = (ms: number): (() => boolean) => {
  const end = performance.now() + ms
  return () => performance.now() < end
}

/** Visitors who ask one thing after another; gives how many questions were answered. */
async function visit({ frontdesk, bot }: Shop, goesOn: (answered: number) => boolean): Promise<number> {
  let answered = 0
  const stay = async (): Promise<void> => {
    while (goesOn(answered)) {
      const session = `visitor-of-the-soak-${answered++ % SESSIONS}`
      const { last, body } = await ask(frontdesk.url, bot, QUESTION, session)
      if (last?.type !== 'done') throw new Error(`No answer: ${body}`)
    }
  }
  await Promise.all(Array.from({ length: VISITORS }, stay))
  return answered
}

const databaseIn = (folder: string): string => join(folder, 'data', 'frontdesk.db')
const logMb = (folder: string): number =>
  (statSync(`${databaseIn(folder)}-wal`, { throwIfNoEntry: false })?.size ?? 0) / MB

function watchLog(folder: string): { longest(): number; stop(): void } {
  let longest = 0
  const timer = setInterval(() => (longest = Math.max(longest, logMb(folder))), 100)
  return { longest: () => longest, stop: () => clearInterval(timer) }
}

const judgeLog = (promise: string, longestMb: number): Finding => ({
  promise,
  seen: `${longestMb.toFixed(1)} MB at most`,
  kept: longestMb <= MAX_LOG_MB,
})

/** A million strangers, each once: the limits hold those of late alone. */
async function flood(): Promise<Finding> {
  const limit = createLimit(10, 60)
  await fill(limit, 'early', KEYS / 10)
  const before = heapMb()
  await fill(limit, 'late', KEYS)
  const grown = heapMb() - before
  return {
    promise: `a limit holds as much after ${KEYS.toLocaleString('en')} addresses as after a tenth of them`,
    seen: `${grown.toFixed(1)} MB more`,
    kept: grown <= MAX_HEAP_GROWTH_MB,
  }
}

async function fill(limit: Limit, name: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await limit.consume(`${name} ${i}`)
}

function heapMb(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed / MB
}
