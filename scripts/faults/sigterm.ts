import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openSqliteStore } from '#server/store/sqlite/open.ts'
import { backupsSchema } from '#shared/backup.ts'
import { type Answer, ask } from '#server/testing/admin-client.ts'
import type { Drill } from './drill.ts'
import { openShop, QUESTION, type Shop } from './shop.ts'

const AT_ONCE = 20
const TOKEN_DELAY_MS = 300
/** Three seconds of talk, and a minute. */
const SHORT_WORDS = 10
const LONG_WORDS = 200
const PROMISED_S = 25

/** Asked to stop in the middle of answers: those that can end do, the rest say why they broke off, and all is kept. */
export const sigterm: Drill = {
  name: 'sigterm',
  about: `SIGTERM with ${AT_ONCE} open answers, of three seconds and of a minute`,
  async *run({ folder }) {
    const shop = await openShop(folder, { tokenDelayMs: TOKEN_DELAY_MS })
    try {
      const short = await stopWhile(shop, SHORT_WORDS)
      const whole = short.answers.filter(({ last }) => last?.type === 'done').length
      const afterShort = await countAnswers(folder)
      yield {
        promise: `${AT_ONCE} answers of three seconds come to their end and are kept, and nobody else is let in`,
        seen: `${whole} whole, ${afterShort.complete} kept, ${short.late} for a late visitor, ${describe(short)}`,
        kept: whole === AT_ONCE && afterShort.complete === AT_ONCE && short.late === 503 && isClean(short),
      }

      await shop.startAgain()
      const long = await stopWhile(shop, LONG_WORDS)
      const toldWhy = long.answers.filter(saysWhy).length
      const afterLong = await countAnswers(folder)
      yield {
        promise: `${AT_ONCE} answers of a minute get 20 s, end with words that say why, and are kept as far as they came`,
        seen: `${toldWhy} told why, ${afterLong.partial} kept, ${describe(long)}`,
        kept: toldWhy === AT_ONCE && afterLong.partial === AT_ONCE && isClean(long),
      }

      await shop.startAgain()
      const working = await stopInWork(shop)
      yield {
        promise: 'a backup in work is finished, a training is told as interrupted',
        seen: `${working.backups} good backup, training: ${working.detail}, ${describe(working)}`,
        kept: working.backups === 1 && /interrupted/.test(working.detail) && isClean(working),
      }

      const haste = await stopTwice(shop)
      yield {
        promise: 'asked again a second later, it ends at once',
        seen: describe(haste),
        kept: haste.exitCode === 1 && haste.seconds < 1,
      }
    } finally {
      await shop.close()
    }
  },
}

type Stop = { exitCode: number | null; seconds: number }

async function stopWhile(shop: Shop, words: number): Promise<Stop & { answers: Answer[]; late: number }> {
  const answers = await askAll(shop, words)
  const stopping = stop(shop)
  while (!shop.frontdesk.output().includes('Stopping')) await wait(10)
  const late = await ask(shop.frontdesk.url, shop.bot, QUESTION)
  return { answers: await Promise.all(answers), late: late.status, ...(await stopping) }
}

/** Leaves it running again. */
async function stopInWork(shop: Shop): Promise<Stop & { backups: number; detail: string }> {
  const { owner, model, bot } = shop
  model.script('embeddings', { hang: true })
  const embedding = model.nextRequest('embeddings')
  await owner.request('POST', `/api/admin/bots/${bot.id}/ingest`, { source_type: 'text', source_content: 'We bake.' })
  await embedding
  await owner.request('POST', '/api/admin/backups')
  const stopped = await stop(shop)
  await shop.startAgain()
  const { backups } = backupsSchema.parse(await (await owner.request('GET', '/api/admin/backups')).json())
  const detail = (await owner.getBot(bot.id)).status_detail ?? 'not a word'
  return { ...stopped, backups: backups.filter(({ verified }) => verified).length, detail }
}

async function stopTwice(shop: Shop): Promise<Stop> {
  const ends = Promise.allSettled(await askAll(shop, LONG_WORDS))
  process.kill(shop.frontdesk.pid, 'SIGTERM')
  await wait(1000)
  const stopped = await stop(shop)
  await ends
  return stopped
}

async function askAll(shop: Shop, words: number): Promise<Promise<Answer>[]> {
  shop.model.script('chat', ...Array.from({ length: AT_ONCE }, () => ({ reply: 'seven '.repeat(words) })))
  const asked = shop.model.count('chat') + AT_ONCE
  const answers = Array.from({ length: AT_ONCE }, () => ask(shop.frontdesk.url, shop.bot, QUESTION))
  while (shop.model.count('chat') < asked) await wait(10)
  // The first words are on their way.
  await wait(3 * TOKEN_DELAY_MS)
  return answers
}

async function stop({ frontdesk }: Shop): Promise<Stop> {
  const start = performance.now()
  const exitCode = await frontdesk.stop('SIGTERM')
  return { exitCode, seconds: (performance.now() - start) / 1000 }
}

/** In the database that it left behind. */
async function countAnswers(folder: string): Promise<{ complete: number; partial: number }> {
  const store = await openSqliteStore(join(folder, 'data', 'frontdesk.db'), { migrate: false })
  try {
    const counts = { complete: 0, partial: 0 }
    const { items } = await store.transcripts.list({}, undefined, 1000)
    for (const { id } of items) {
      const messages = await store.transcripts.listMessages(id, undefined, 10)
      for (const { role, status } of messages.items) {
        if (role === 'assistant' && status !== 'failed') counts[status]++
      }
    }
    return counts
  } finally {
    await store.close()
  }
}

const saysWhy = ({ last, text }: Answer): boolean =>
  last?.type === 'error' && last.message.includes('restarting') && text !== ''
const describe = ({ exitCode, seconds }: Stop): string => `exit ${exitCode} after ${seconds.toFixed(1)} s`
const isClean = ({ exitCode, seconds }: Stop): boolean => exitCode === 0 && seconds < PROMISED_S
