import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { peekManifest } from '#server/backups/verify-archive.ts'
import { ask } from '#server/testing/admin-client.ts'
import { buildHostile, type Hostile } from './build-hostile.ts'
import type { Drill } from './drill.ts'
import { inWords } from './in-words.ts'
import { inspectByDashboard } from './restore-by-dashboard.ts'
import { runScript } from './run-script.ts'
import { openShop, QUESTION } from './shop.ts'

const SENTENCE = /^[A-Z“][^{}<>]*\.$/
/** Of those, the rest is the same code. */
const BY_COMMAND_EACH = 6
/** A whole one takes the process so far; a bomb held in memory would take it 300 MB further. */
const MAX_GROWTH_MB = 150

export const hostileBackups: Drill = {
  name: 'bad-backups',
  about: 'archives that are damaged, foreign, newer, changed or bombs, by the dashboard and by the command',
  async *run({ folder }) {
    const home = join(folder, 'shop')
    const shop = await openShop(home, { environment: { NODE_COMPILE_CACHE: join(folder, 'cache') } })
    try {
      await ask(shop.frontdesk.url, shop.bot, QUESTION)
      const path = join(folder, 'good.tar.gz')
      const { code, output } = await runScript('backup', home, [path]).ended
      if (code !== 0) throw new Error(output)
      const good = await readFile(path)
      const { counts, schema } = (await peekManifest(path)).manifest
      const database = join(home, 'data', 'frontdesk.db')
      const hostile = await buildHostile(good, database, { counts, schema }, folder)

      const { url, pid } = shop.frontdesk
      await inspectByDashboard(url, shop.owner, good)
      await shop.owner.request('POST', '/api/admin/backups/discard', {})
      const [before, beforeMb] = [hashFolder(home), peakMemoryMb(pid)]
      const taken = new Set<string>()
      for (const { name, archive } of hostile) {
        const { inspection, outcome } = await inspectByDashboard(url, shop.owner, archive)
        if (inspection !== null || !SENTENCE.test(outcome?.failure ?? ''))
          taken.add(`${name} ${outcome?.failure ?? ''}`)
        await shop.owner.request('POST', '/api/admin/backups/discard', {})
      }
      const isSame = hashFolder(home) === before
      const answered = (await ask(url, shop.bot, QUESTION)).last?.type === 'done'
      const grownMb = peakMemoryMb(pid) - beforeMb
      yield {
        promise: 'the dashboard refuses each with a sentence, and not one byte of the data folder changes',
        seen: `${hostile.length - taken.size} of ${hostile.length} refused, folder ${isSame ? 'the same' : 'changed'}, visitors answered: ${answered}${inWords(taken)}`,
        kept: taken.size === 0 && isSame && answered,
      }
      yield {
        promise: `it grows by less than ${MAX_GROWTH_MB} MB`,
        seen: `${grownMb.toFixed(0)} MB`,
        kept: grownMb < MAX_GROWTH_MB,
      }

      await shop.frontdesk.stop('SIGTERM')
      yield await refuseByCommand(home, folder, hostile)
    } finally {
      await shop.close()
    }
  },
}

async function refuseByCommand(home: string, folder: string, hostile: Hostile[]) {
  const before = hashFolder(home)
  const taken = new Set<string>()
  const tried = hostile.filter((_, i) => i % BY_COMMAND_EACH === 0)
  for (const { name, archive } of tried) {
    const file = join(folder, 'hostile.tar.gz')
    await writeFile(file, archive)
    const { code, output } = await runScript('restore', home, [file, '--yes']).ended
    if (code !== 1 || !SENTENCE.test(output.trim())) taken.add(`${name} ${output}`)
  }
  const isSame = hashFolder(home) === before
  return {
    promise: 'the command refuses them too, and changes nothing',
    seen: `${tried.length - taken.size} of ${tried.length} refused, folder ${isSame ? 'the same' : 'changed'}${inWords(taken)}`,
    kept: taken.size === 0 && isSame,
  }
}

/** Every file of the data, but the lock and SQLite's index of the log. */
function hashFolder(home: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(join(home, 'data'), { recursive: true }).map(String).toSorted()) {
    const path = join(home, 'data', name)
    if (/(\.lock|-shm)$|^restore$/.test(name)) continue
    hash.update(name)
    if (statSync(path).isFile()) hash.update(readFileSync(path))
  }
  return hash.digest('hex')
}

function peakMemoryMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024
}
