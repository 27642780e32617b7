import { z } from 'zod'
import { type FakePage, startFakeWeb } from '#server/testing/fake-web.ts'
import { PAGES, TRANSFERS } from './bomb-pages.ts'
import type { Drill, Finding } from './drill.ts'
import { openShop, type Shop } from './shop.ts'
import { takePulse, watched } from './watch.ts'

const TRANSFER_MS = 15_000
const READING_MS = 10_000
/** For the way there and back on a busy machine. */
const SPARE_MS = 3_000
const MAX_STALL_MS = 100
const MAX_TRANSFER_MB = 100
/** The heap that a page may take before its thread is ended (768 MB), and what is read in. */
const MAX_READING_MB = 900

/** Sites and pages made to hang or to fill the machine, read by the real process. */
export const bombs: Drill = {
  name: 'bombs',
  about: 'sites and pages made to hang the reader or to fill the memory',
  async *run({ folder }) {
    const sites = new Map(
      [...Object.entries(TRANSFERS), ...Object.entries(PAGES)].map(([name, page], i) => [
        name,
        { path: `/${i}`, page },
      ]),
    )
    const web = await startFakeWeb(
      Object.fromEntries([...sites.values()].map(({ path, page }): [string, FakePage] => [path, page])),
    )
    const shop = await openShop(folder, { environment: { ALLOW_PRIVATE_URLS: 'true', ...watched(folder) } })
    const toUrl = (name: string): string => web.origin + sites.get(name)?.path
    try {
      const before = (await takePulse(folder)).rssMb
      const transfers = await Promise.all(
        Object.keys(TRANSFERS).map(async (name) => ({ name, ...(await check(shop, toUrl(name))) })),
      )
      yield* judge(transfers, TRANSFER_MS + SPARE_MS, 'fetched')
      yield await judgePulse(folder, before, MAX_TRANSFER_MB, 'fetching')
      const readings = []
      for (const name of Object.keys(PAGES)) readings.push({ name, ...(await learn(shop, toUrl(name))) })
      yield* judge(readings, TRANSFER_MS + READING_MS + SPARE_MS, 'read')
      yield await judgePulse(folder, before, MAX_READING_MB, 'reading')
      const { sentence } = await learn(shop, toUrl('a length that is a lie'))
      yield {
        promise: 'the next page is read as ever',
        seen: sentence,
        kept: /done|empty|holds no text/.test(sentence),
      }
    } finally {
      await shop.close()
      await web.close()
    }
  },
}

type Result = { name: string; sentence: string; ms: number }

const answerSchema = z.object({ error: z.object({ message: z.string() }).optional() })

async function check({ owner }: Shop, url: string): Promise<Omit<Result, 'name'>> {
  const start = performance.now()
  const response = await owner.request('POST', '/api/admin/check-url', { url })
  const { error } = answerSchema.parse(await response.json())
  return { sentence: error?.message ?? 'done.', ms: performance.now() - start }
}

async function learn({ owner, bot }: Shop, url: string): Promise<Omit<Result, 'name'>> {
  const start = performance.now()
  const { status, status_detail } = await owner.train(bot.id, { source_type: 'url', source_content: url })
  return { sentence: status === 'done' ? 'done.' : (status_detail ?? ''), ms: performance.now() - start }
}

function* judge(results: Result[], maxMs: number, what: string): Generator<Finding> {
  for (const { name, sentence, ms } of results) {
    yield {
      promise: `${what}: ${name}`,
      seen: `${(ms / 1000).toFixed(1)} s, ${sentence}`,
      kept: ms < maxMs && /^[A-Z].*\.$|^done\.$/.test(sentence),
    }
  }
}

async function judgePulse(folder: string, before: number, maxMb: number, what: string): Promise<Finding> {
  const { turnMs, queuedMs, rssMb } = await takePulse(folder)
  return {
    promise: `${what} holds visitors up for less than ${MAX_STALL_MS} ms, and takes less than ${maxMb} MB`,
    seen: `${turnMs.toFixed()} ms, ${queuedMs.toFixed()} of them without a core, ${(rssMb - before).toFixed()} MB`,
    kept: turnMs - queuedMs < MAX_STALL_MS && rssMb - before < maxMb,
  }
}
