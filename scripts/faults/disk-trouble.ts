import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { openDatabase } from '#server/store/sqlite/open.ts'
import type { Drill, Finding } from './drill.ts'
import { findDamage } from './find-damage.ts'
import { findLost } from './find-lost.ts'
import { findProblem } from './full-shop.ts'
import { injectError } from './inject.ts'
import { inWords } from './in-words.ts'
import { countAcknowledged, createLedger, type Ledger } from './ledger.ts'
import { converse, say } from './load.ts'
import { openShop, type Shop } from './shop.ts'

const run = promisify(execFile)

const SHORT_LOCK_MS = 3_000
const LONG_LOCK_MS = 10_000
/** SQLite's patience, and as much again for a slow machine. */
const MAX_WAIT_MS = 8_000

const MAX_UNTIL_REFUSED = 1_000

type Trouble = {
  name: string
  begin(shop: Shop, path: string): Promise<{ stop(): Promise<unknown> }>
}

const TROUBLES: Trouble[] = [
  {
    name: 'a disk that cannot flush (EIO)',
    begin: ({ frontdesk: { pid } }) => injectError(pid, ['fsync', 'fdatasync'], 'EIO'),
  },
  {
    name: 'a disk that became read-only (EROFS)',
    begin: ({ frontdesk: { pid } }) => injectError(pid, ['pwrite64', 'ftruncate'], 'EROFS'),
  },
  {
    name: 'a file at its size limit',
    async begin({ frontdesk: { pid } }, path) {
      const limit = (bytes: string) => run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`])
      await limit(String(statSync(`${path}-wal`).size))
      return { stop: () => limit('unlimited') }
    },
  },
]

export const diskTrouble: Drill = {
  name: 'disk-trouble',
  about: 'a disk that cannot flush, is read-only, or holds no larger file, and a database that another program locks',
  needs: { root: true, programs: ['strace', 'prlimit'] },
  async *run({ folder }) {
    const shop = await openShop(folder)
    const path = join(folder, 'data', 'frontdesk.db')
    const ledger = createLedger()
    try {
      for (const trouble of TROUBLES) yield await goThrough(trouble, shop, path, ledger)
      yield* lock(shop, path, ledger)
      yield await restart(shop, path, ledger)
    } finally {
      await shop.close()
    }
  },
}

async function goThrough(trouble: Trouble, shop: Shop, path: string, ledger: Ledger): Promise<Finding> {
  const { frontdesk, bot } = shop
  await converse(frontdesk.url, bot, ledger)
  const ongoing = await trouble.begin(shop, path)
  let refused, problem, health
  try {
    refused = await askUntilRefused(shop, ledger)
    problem = await findProblem(shop)
    health = (await fetch(`${frontdesk.url}/api/health`)).status
  } finally {
    await ongoing.stop()
  }
  const after = await say(frontdesk.url, bot, 'after-the-trouble', ledger)
  return {
    promise: `${trouble.name}: neutral words before a model is asked, the owner is told, and all goes on by itself`,
    seen: `${refused?.status} after ${refused?.calls} calls, "${problem?.message}", health ${health}, then ${after.status}`,
    kept:
      refused?.status === 503 &&
      refused.body.includes('I cannot answer right now') &&
      refused.calls === 0 &&
      problem?.kind === 'failing' &&
      problem.message.startsWith('The disk ') &&
      health === 503 &&
      after.body.includes('"done"'),
  }
}

/** The write-ahead log may have room of its own for a while. */
async function askUntilRefused({ frontdesk, model, bot }: Shop, ledger: Ledger) {
  for (let asked = 0; asked < MAX_UNTIL_REFUSED; asked++) {
    const before = model.requests.length
    const answer = await say(frontdesk.url, bot, `trouble-${asked}`, ledger)
    if (answer.status !== 200) return { ...answer, calls: model.requests.length - before }
  }
  return undefined
}

async function* lock({ frontdesk: { url }, bot }: Shop, path: string, ledger: Ledger): AsyncIterable<Finding> {
  const other = openDatabase(path)
  try {
    other.exec('BEGIN IMMEDIATE')
    const waiting = say(url, bot, 'waits-for-it', ledger)
    await wait(SHORT_LOCK_MS)
    other.exec('ROLLBACK')
    const answer = await waiting
    yield {
      promise: `another program locks the database for ${SHORT_LOCK_MS / 1000} s: the visitor waits and is answered`,
      seen: `${answer.status}, ${answer.body.includes('"done"') ? 'answered' : answer.body}`,
      kept: answer.body.includes('"done"'),
    }
    other.exec('BEGIN IMMEDIATE')
    const start = performance.now()
    const unlocked = wait(LONG_LOCK_MS).then(() => other.exec('ROLLBACK'))
    const refused = await say(url, bot, 'is-refused', ledger)
    const waitedMs = performance.now() - start
    await unlocked
    const after = await say(url, bot, 'after-the-lock', ledger)
    yield {
      promise: `for ${LONG_LOCK_MS / 1000} s: refused in words within ${MAX_WAIT_MS / 1000} s, answered after`,
      seen: `${refused.status} after ${(waitedMs / 1000).toFixed(1)} s, then ${after.status}`,
      kept:
        refused.body.includes('I cannot answer right now') && waitedMs < MAX_WAIT_MS && after.body.includes('"done"'),
    }
  } finally {
    other.close()
  }
}

async function restart(shop: Shop, path: string, ledger: Ledger): Promise<Finding> {
  await shop.frontdesk.stop('SIGKILL')
  await shop.startAgain()
  const database = openDatabase(path)
  const faults = new Set([...findLost(database, ledger), ...findDamage(database)])
  database.close()
  const { accepted, answered } = countAcknowledged(ledger)
  return {
    promise: 'after a kill all that was acknowledged in between is there, and fits together',
    seen: `${faults.size} faults after ${accepted} questions and ${answered} answers${inWords(faults)}`,
    kept: faults.size === 0 && answered > TROUBLES.length,
  }
}
