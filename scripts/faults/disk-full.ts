import { setTimeout as wait } from 'node:timers/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ask, OWNER } from '#server/testing/admin-client.ts'
import { openDatabase } from '#server/store/sqlite/open.ts'
import type { Drill, Finding } from './drill.ts'
import { findDamage } from './find-damage.ts'
import { findLost } from './find-lost.ts'
import { inWords } from './in-words.ts'
import { countAcknowledged, createLedger } from './ledger.ts'
import { load } from './load.ts'
import { openShop, QUESTION, type Shop } from './shop.ts'
import { MB, mountSmallDisk, type SmallDisk } from './small-disk.ts'

const DISK_BYTES = 128 * MB
const MORE_BYTES = 256 * MB
const LITTLE_BYTES = 20 * MB
/** The write-ahead log may have some room of its own. */
const MAX_UNTIL_FULL = 3_000
const AT_ONCE = 10
const LOAD_MS = 3_000

const problemSchema = z.object({ problem: z.object({ kind: z.string(), message: z.string() }).nullable() })
const errorSchema = z.object({ error: z.object({ message: z.string() }) })
const backupsSchema = z.object({
  work: z.unknown(),
  outcome: z.object({ failure: z.string().nullable() }).nullable(),
  backups: z.array(z.object({ name: z.string() })),
})

export const diskFull: Drill = {
  name: 'disk-full',
  about: 'a disk that is nearly full, then full, then larger, under one and the same process',
  needs: { root: true, programs: ['mount', 'umount'] },
  async *run({ folder }) {
    const disk = await mountSmallDisk(folder, DISK_BYTES)
    try {
      const shop = await openShop(disk.path, { environment: { NODE_COMPILE_CACHE: join(folder, 'cache') } })
      try {
        yield* fillUnderLoad(disk, shop)
        yield* nearlyFill(disk, shop)
        yield* fillWholly(disk, shop)
        yield* makeRoom(disk, shop)
      } finally {
        await shop.close()
      }
    } finally {
      await disk.remove()
    }
  },
}

/** Full in the middle of everything, with room again, and then killed. */
async function* fillUnderLoad(disk: SmallDisk, shop: Shop): AsyncIterable<Finding> {
  const ledger = createLedger()
  const script = async (): Promise<void> => {
    await wait(LOAD_MS / 3)
    await disk.fill(0)
    await wait(LOAD_MS / 3)
    await disk.empty()
    await wait(LOAD_MS / 3)
    await shop.frontdesk.stop('SIGKILL')
  }
  await Promise.all([load(shop, ledger), script()])
  await shop.startAgain()
  const database = openDatabase(join(disk.path, 'data', 'frontdesk.db'))
  const faults = new Set([...findLost(database, ledger), ...findDamage(database)])
  database.close()
  const { accepted, answered } = countAcknowledged(ledger)
  yield {
    promise: 'full in the middle of chats, trainings and changes: nothing acknowledged is lost, nothing is half there',
    seen: `${faults.size} faults after ${accepted} of ${ledger.messages.size} questions and ${answered} answers${inWords(faults)}`,
    kept: faults.size === 0 && accepted < ledger.messages.size && answered > 0,
  }
}

async function* nearlyFill(disk: SmallDisk, shop: Shop): AsyncIterable<Finding> {
  const before = await backUp(shop)
  await disk.fill(LITTLE_BYTES)
  const problem = await findProblem(shop)
  yield {
    promise: 'nearly full: the owner is told what is left',
    seen: problem?.message ?? 'nothing',
    kept: problem?.kind === 'low' && problem.message.includes('MB left'),
  }
  const training = await shop.owner.request('POST', `/api/admin/bots/${shop.bot.id}/ingest`, TEXT)
  const trained = errorSchema.safeParse(await training.json()).data?.error.message ?? 'it was begun'
  const { failure, names } = await backUp(shop)
  const answer = await ask(shop.frontdesk.url, shop.bot, QUESTION)
  yield {
    promise: 'nearly full: trainings and backups are refused with words, earlier backups stay, visitors are answered',
    seen: `"${trained}" "${failure}" ${names.length} backup, ${answer.last?.type}`,
    kept:
      training.status === 503 &&
      trained.includes('MB left') &&
      failure?.includes('too little room') === true &&
      names.join() === before.names.join() &&
      names.length === 1 &&
      answer.last?.type === 'done',
  }
}

async function* fillWholly(disk: SmallDisk, shop: Shop): AsyncIterable<Finding> {
  const { owner, model, frontdesk } = shop
  await disk.fill(0)
  let refused
  for (let asked = 0; asked < MAX_UNTIL_FULL && refused === undefined; asked += AT_ONCE) {
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => ask(frontdesk.url, shop.bot, QUESTION)))
    refused = answers.find(({ status }) => status !== 200)
  }
  const askedBefore = model.requests.length
  const again = await ask(frontdesk.url, shop.bot, QUESTION)
  yield {
    promise: 'full: a visitor gets a neutral sentence before any model is asked',
    seen: `${refused?.status} ${again.status} ${again.body}, ${model.requests.length - askedBefore} calls of the model`,
    kept:
      [refused?.status, again.status].join() === '503,503' &&
      again.body.includes('I cannot answer right now') &&
      !/disk/i.test(again.body) &&
      model.requests.length === askedBefore,
  }
  const problem = await findProblem(shop)
  const health = await fetch(`${frontdesk.url}/api/health`)
  yield {
    promise: 'full: the owner reads that the disk is full, health is 503',
    seen: `"${problem?.message}" ${health.status}`,
    kept: problem?.kind === 'failing' && problem.message.includes('disk is full') && health.status === 503,
  }
  const reads = [
    `/api/admin/bots`,
    `/api/admin/bots/${shop.bot.id}/sources`,
    '/api/admin/conversations',
    '/api/admin/settings/storage',
    `/api/public/config/${shop.bot.id}?api_key=${shop.bot.api_key}`,
    '/widget.js',
  ]
  const statuses = await Promise.all(reads.map(async (path) => (await owner.request('GET', path)).status))
  const signIn = await fetch(`${frontdesk.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(OWNER),
  })
  const signedIn = signIn.ok ? 'signed in' : errorSchema.parse(await signIn.json()).error.message
  yield {
    promise: 'full: all can be read; a new sign-in works or says why not',
    seen: `${statuses.join()}, "${signedIn}"`,
    kept: statuses.every((status) => status === 200) && (signIn.ok || signedIn.includes('disk is full')),
  }
}

async function* makeRoom(disk: SmallDisk, shop: Shop): AsyncIterable<Finding> {
  await disk.grow(MORE_BYTES)
  const answer = await ask(shop.frontdesk.url, shop.bot, QUESTION)
  const { status } = await shop.owner.train(shop.bot.id, TEXT)
  const { failure, names } = await backUp(shop)
  const problem = await findProblem(shop)
  const health = await fetch(`${shop.frontdesk.url}/api/health`)
  yield {
    promise: 'with room again all works at once, in the same process',
    seen: `${answer.last?.type}, training ${status}, backup ${failure ?? 'made'} (${names.length}), health ${health.status}, ${problem?.kind ?? 'no notice'}`,
    kept:
      answer.last?.type === 'done' &&
      status === 'done' &&
      failure === null &&
      health.status === 200 &&
      problem?.kind !== 'failing',
  }
}

const TEXT = { source_type: 'text', source_content: 'Parcels are handed out at the back door until noon.' } as const

async function findProblem({ owner }: Shop) {
  return problemSchema.parse(await (await owner.request('GET', '/api/admin/settings/disk')).json()).problem
}

async function backUp({ owner }: Shop): Promise<{ failure: string | null | undefined; names: string[] }> {
  await owner.request('POST', '/api/admin/backups')
  for (;;) {
    const shown = backupsSchema.parse(await (await owner.request('GET', '/api/admin/backups')).json())
    if (shown.work === null) return { failure: shown.outcome?.failure, names: shown.backups.map(({ name }) => name) }
    await wait(100)
  }
}
