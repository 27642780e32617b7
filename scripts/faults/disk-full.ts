import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ask, OWNER } from '#server/testing/admin-client.ts'
import { startFakeWeb } from '#server/testing/fake-web.ts'
import { openDatabase } from '#server/store/sqlite/open.ts'
import type { Drill, Finding } from './drill.ts'
import { findDamage } from './find-damage.ts'
import { findLost } from './find-lost.ts'
import { backUp, chatUntilRefused, findProblem } from './full-shop.ts'
import { inWords } from './in-words.ts'
import { countAcknowledged, createLedger } from './ledger.ts'
import { load } from './load.ts'
import { HOURS, openShop, QUESTION, type Shop } from './shop.ts'
import { MB, mountSmallDisk, type SmallDisk } from './small-disk.ts'

const DISK_BYTES = 128 * MB
const MORE_BYTES = 256 * MB
const LITTLE_BYTES = 20 * MB
const LOAD_MS = 3_000
/** Whoever asks within a second of the last is told the same. */
const HEALTH_KEPT_MS = 1_000

const errorSchema = z.object({ error: z.object({ message: z.string() }) })

export const diskFull: Drill = {
  name: 'disk-full',
  about: 'a disk that is nearly full, then full, then larger, under one and the same process',
  needs: { root: true, programs: ['mount', 'umount'] },
  async *run({ folder }) {
    const disk = await mountSmallDisk(folder, DISK_BYTES)
    try {
      const shop = await openShop(disk.path, {
        environment: { NODE_COMPILE_CACHE: join(folder, 'cache'), ALLOW_PRIVATE_URLS: 'true' },
      })
      try {
        yield* fillUnderLoad(disk, shop)
        yield* fillWhileTraining(disk, shop)
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

/** A page that comes when the disk is full already: neither what it taught nor that it failed can be kept. */
async function* fillWhileTraining(disk: SmallDisk, shop: Shop): AsyncIterable<Finding> {
  const asked = Promise.withResolvers<ServerResponse>()
  const web = await startFakeWeb({ '/hours': (_request, response) => asked.resolve(response) })
  try {
    const trained = shop.owner.train(shop.bot.id, { source_type: 'url', source_content: `${web.origin}/hours` })
    const response = await asked.promise
    await disk.fill(0)
    await chatUntilRefused(shop)
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<main><p>${HOURS.repeat(500)}</p></main>`)
    await wait(LOAD_MS / 3)
    await disk.empty()
    const source = await trained
    const again = await shop.owner.train(shop.bot.id, TEXT)
    yield {
      promise: 'full in the middle of a training: it is shown as failed once there is room, and can be run again',
      seen: `${source.status} "${source.status_detail}", then ${again.status}`,
      kept:
        source.status === 'error' && source.status_detail?.includes('disk is full') === true && again.status === 'done',
    }
  } finally {
    await web.close()
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
  // The write-ahead log, begun anew, may have had room for one more.
  const askTwice = async () => {
    const refused = await chatUntilRefused(shop)
    const askedBefore = model.requests.length
    const again = await ask(frontdesk.url, shop.bot, QUESTION)
    return { refused, again, calls: model.requests.length - askedBefore }
  }
  let { refused, again, calls } = await askTwice()
  for (let tries = 0; tries < 3 && again.status === 200; tries++) ({ refused, again, calls } = await askTwice())
  yield {
    promise: 'full: a visitor gets a neutral sentence before any model is asked',
    seen: `${refused} ${again.status} ${again.body}, ${calls} calls of the model`,
    kept:
      [refused, again.status].join() === '503,503' &&
      again.body.includes('I cannot answer right now') &&
      !/disk/i.test(again.body) &&
      calls === 0,
  }
  const look = async () => ({ problem: await findProblem(shop), health: await fetch(`${frontdesk.url}/api/health`) })
  let { problem, health } = await look()
  for (let tries = 0; tries < 3 && (problem?.kind !== 'failing' || health.ok); tries++) {
    await chatUntilRefused(shop)
    ;({ problem, health } = await look())
  }
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
  await wait(HEALTH_KEPT_MS)
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
