import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { inspectArchive } from '#server/backups/inspect-archive.ts'
import { databaseFiles as files } from '#server/store/sqlite/database-files.ts'
import { openDatabase } from '#server/store/sqlite/open.ts'
import { ask, setUpAdmin, signIn } from '#server/testing/admin-client.ts'
import { startFrontdesk } from '#server/testing/start-frontdesk.ts'
import { drawSquare } from './draw-square.ts'
import type { Drill, Finding } from './drill.ts'
import { createLedger } from './ledger.ts'
import { load } from './load.ts'
import { readShop } from './read-shop.ts'
import { rest, restoreByDashboard } from './restore-by-dashboard.ts'
import { runScript } from './run-script.ts'
import { openShop, QUESTION, type Shop, shopEnvironment } from './shop.ts'

const BACKUPS = 5
/** Names are by the second. */
const APART_MS = 1_000

export const backups: Drill = {
  name: 'backups',
  about: `${BACKUPS} backups while visitors ask and the owner trains; restored on another machine in both ways, compared`,
  async *run({ folder }) {
    const home = join(folder, 'shop')
    const shop = await openShop(home, { environment: { NODE_COMPILE_CACHE: join(folder, 'cache') } })
    try {
      await putAvatar(shop)
      yield await makeUnderLoad(shop, home, folder)
      await ask(shop.frontdesk.url, shop.bot, QUESTION)
      await settleDeletions(home)
      const { code, output } = await runScript('backup', home, [join(folder, 'last.tar.gz')]).ended
      if (code !== 0) throw new Error(output)
      await shop.frontdesk.stop('SIGTERM')
      yield* compare(shop, home, folder)
    } finally {
      await shop.close()
    }
  },
}

/** What the kill broke off is finished after the start; a backup made meanwhile holds rows that are gone a moment later. */
async function settleDeletions(home: string): Promise<void> {
  const database = openDatabase(join(home, 'data', 'frontdesk.db'))
  const count = database.prepare('SELECT count(*) FROM bots WHERE deleted_at IS NOT NULL').pluck()
  while (count.get() !== 0) await wait(50)
  database.close()
}

/** By the command and by the dashboard in turn. */
async function makeUnderLoad(shop: Shop, home: string, folder: string): Promise<Finding> {
  const ledger = createLedger()
  const loading = load(shop, ledger)
  for (let i = 0; i < BACKUPS; i++) {
    await wait(APART_MS)
    if (i % 2 === 0) await runScript('backup', home).ended
    else {
      await shop.owner.request('POST', '/api/admin/backups', {})
      await rest(shop.owner)
    }
  }
  await shop.frontdesk.stop('SIGKILL')
  await loading
  await shop.startAgain()

  const path = join(home, 'data', 'backups')
  const seen: string[] = []
  for (const name of (await readdir(path)).filter((one) => one.endsWith('.tar.gz'))) {
    const staging = join(folder, 'looked-into', name)
    await mkdir(staging, { recursive: true })
    const { contents } = await inspectArchive({ files, report: () => undefined }, join(path, name), staging)
    seen.push(`${contents.counts.messages} messages`)
  }
  const accepted = [...ledger.messages.values()].filter(({ isAccepted }) => isAccepted).length
  return {
    promise: `backups made while ${accepted} questions and ${ledger.sources.size} trainings came in are whole`,
    seen: `${seen.length} of ${BACKUPS}: ${seen.join(', ')}`,
    kept: seen.length === BACKUPS && accepted > 0,
  }
}

async function* compare(shop: Shop, home: string, folder: string): AsyncIterable<Finding> {
  const made = readShop(home)
  const archive = join(folder, 'last.tar.gz')
  const environment = { ...shopEnvironment(shop.model), NODE_COMPILE_CACHE: join(folder, 'cache') }

  const byCommand = join(folder, 'by command')
  await mkdir(join(byCommand, 'data'), { recursive: true })
  await copyFile(join(home, 'data', 'secret.key'), join(byCommand, 'data', 'secret.key'))
  const { code, output } = await runScript('restore', byCommand, [archive, '--yes']).ended
  const restored = code === 0 ? readShop(byCommand) : { rows: output, sum: '' }
  yield {
    promise: 'restored by the command on an empty folder, every row and picture is the same',
    seen: restored.rows,
    kept: restored.sum === made.sum,
  }
  const first = await startFrontdesk(environment, byCommand)
  const shown = (await (await signIn(first.url)).getBot(shop.bot.id)).api_key === shop.bot.api_key
  const answered = (await ask(first.url, shop.bot, QUESTION)).last?.type === 'done'
  await first.stop()
  yield {
    promise: 'with its secret.key the widget key is shown, its visitors are answered, the owner signs in',
    seen: `shown: ${shown}, answered: ${answered}`,
    kept: shown && answered,
  }

  const byDashboard = join(folder, 'by dashboard')
  const second = await startFrontdesk(environment, byDashboard)
  const owner = await setUpAdmin(second.url, second.setupUrl)
  await owner.createBot({ name: 'Of the other shop' })
  const refusal = await restoreByDashboard(second.url, owner, await readFile(archive))
  const hidden = (await owner.getBot(shop.bot.id)).api_key === null
  await second.stop()
  const same = readShop(byDashboard).sum === made.sum
  const again = await startFrontdesk(environment, byDashboard)
  const answeredToo = (await ask(again.url, shop.bot, QUESTION)).last?.type === 'done'
  await again.stop()
  yield {
    promise: 'restored by the dashboard, all is the same; without its secret.key the widget key is hidden and works',
    seen: refusal ?? `the same: ${same}, hidden: ${hidden}, answered: ${answeredToo}`,
    kept: refusal === undefined && same && hidden && answeredToo,
  }

  change(home)
  yield {
    promise: 'control: one letter more in one message is seen',
    seen: readShop(home).sum === made.sum ? 'the same' : 'another',
    kept: readShop(home).sum !== made.sum,
  }
}

/** One word of one message. */
function change(home: string): void {
  const database = openDatabase(join(home, 'data', 'frontdesk.db'))
  database.exec("UPDATE messages SET content = content || '.' WHERE seq = (SELECT min(seq) FROM messages)")
  database.close()
}

async function putAvatar({ frontdesk, owner, bot }: Shop): Promise<void> {
  const body = new FormData()
  body.set('file', new Blob([drawSquare(90)], { type: 'image/png' }))
  const answer = await fetch(`${frontdesk.url}/api/admin/bots/${bot.id}/avatar`, {
    method: 'POST',
    headers: { Cookie: owner.cookie },
    body,
  })
  if (!answer.ok) throw new Error(await answer.text())
}
