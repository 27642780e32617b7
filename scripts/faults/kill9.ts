import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openDatabase } from '#server/store/sqlite/open.ts'
import type { Drill, Finding } from './drill.ts'
import { findDamage } from './find-damage.ts'
import { findLost } from './find-lost.ts'
import { inWords } from './in-words.ts'
import { countAcknowledged, createLedger, type Ledger } from './ledger.ts'
import { load } from './load.ts'
import { openShop } from './shop.ts'

const CYCLES = 200
/** A word of the model each, so that some answers are cut in the middle. */
const TOKEN_MS = 2
/** Trainings need a worker thread, which takes half a second to start. */
const MOMENTS = { fromMs: 20, toMs: 800 }
/** Spreads the moments evenly, whatever their number. */
const GOLDEN_RATIO = 0.618

export const kill9: Drill = {
  name: 'kill9',
  about: `${CYCLES} times: visitors ask, the owner trains, changes and deletes, kill -9, start again`,
  async *run({ folder }) {
    // Most of a cycle is waiting, so two shops are killed side by side.
    const shops = await Promise.all(['one', 'two'].map((name, index) => killAgain(join(folder, name), index)))
    const sum = (count: (shop: Killed) => number) => shops.reduce((total, shop) => total + count(shop), 0)
    const lost = new Set(shops.flatMap((shop) => [...shop.lost]))
    const damage = new Set(shops.flatMap((shop) => [...shop.damage]))
    const accepted = sum(({ ledger }) => countAcknowledged(ledger).accepted)
    const answered = sum(({ ledger }) => countAcknowledged(ledger).answered)
    yield {
      promise: 'every acknowledged question, answer, training, change and deletion is kept',
      seen: `lost ${lost.size} of ${accepted} questions, ${answered} answers, ${sum(({ ledger }) => ledger.sources.size)} trainings, ${sum(({ ledger }) => ledger.bots.size)} bots${inWords(lost)}`,
      kept: lost.size === 0 && accepted > CYCLES && answered > CYCLES,
    }
    yield {
      promise: 'the database, its text indexes, vectors and counts fit together after each kill',
      seen: `${damage.size} faults${inWords(damage)}`,
      kept: damage.size === 0,
    }
    const [one] = shops
    if (one !== undefined) yield* control(one.path, one.ledger)
  },
}

type Killed = { path: string; ledger: Ledger; lost: Set<string>; damage: Set<string> }

/** Half of the cycles, each killed at a moment of its own. */
async function killAgain(folder: string, index: number): Promise<Killed> {
  const shop = await openShop(folder, {
    environment: { NODE_COMPILE_CACHE: join(folder, 'cache') },
    tokenDelayMs: TOKEN_MS,
  })
  const path = join(folder, 'data', 'frontdesk.db')
  const killed: Killed = { path, ledger: createLedger(), lost: new Set(), damage: new Set() }
  try {
    for (let cycle = index; cycle < CYCLES; cycle += 2) {
      const share = (cycle * GOLDEN_RATIO) % 1
      const kill = wait(MOMENTS.fromMs + share * (MOMENTS.toMs - MOMENTS.fromMs)).then(() =>
        shop.frontdesk.stop('SIGKILL'),
      )
      await Promise.all([load(shop, killed.ledger), kill])
      await shop.startAgain()
      look(path, (database) => {
        for (const one of findDamage(database)) killed.damage.add(one)
        for (const one of findLost(database, killed.ledger)) killed.lost.add(one)
      })
    }
    await shop.frontdesk.stop('SIGTERM')
  } finally {
    await shop.close()
  }
  return killed
}

/** What a search that finds nothing must find in a database that was tampered with. */
async function* control(path: string, ledger: Ledger): AsyncIterable<Finding> {
  const words = [...ledger.messages].findLast(([, { isAccepted, answer }]) => isAccepted && answer === undefined)?.[0]
  const found = look(path, (database) => {
    database.prepare(`DELETE FROM messages WHERE content = ?`).run(words)
    const lost = findLost(database, ledger)
    database.exec(`DELETE FROM chunk_words WHERE rowid = (SELECT max(id) FROM chunks)`)
    return [...lost, ...findDamage(database)]
  })
  yield {
    promise: 'control: a message and a chunk’s words that were taken away are missed',
    seen: found.join(', '),
    kept: found.includes(`question "${words}"`) && found.includes('1 chunks without their words'),
  }
  await rm(path)
}

function look<T>(path: string, read: (database: ReturnType<typeof openDatabase>) => T): T {
  const database = openDatabase(path)
  try {
    return read(database)
  } finally {
    database.close()
  }
}
