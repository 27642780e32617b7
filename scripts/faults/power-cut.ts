import { mkdir, readdir, watch, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { verifyArchive } from '#server/backups/verify-archive.ts'
import { setUpAdmin } from '#server/testing/admin-client.ts'
import { startFrontdesk } from '#server/testing/start-frontdesk.ts'
import { openDatabase } from '#server/store/sqlite/open.ts'
import { type Disk, mountDisk } from './disk.ts'
import { drawSquare } from './draw-square.ts'
import type { Drill, Finding } from './drill.ts'
import { findDamage } from './find-damage.ts'
import { findLost } from './find-lost.ts'
import { inWords } from './in-words.ts'
import { countAcknowledged, createLedger } from './ledger.ts'
import { load } from './load.ts'
import { openShop, type Shop } from './shop.ts'

const CUTS = 10
const FIRST_MS = 400
const STEP_MS = 200
/** The power goes at so many changes in the data folder; a first start makes some 60. */
const FIRST_CHANGES = [1, 3, 6, 12, 24, 48]
const CONTROL_CUTS = 3
const CONTROL_ROWS = 50

export const powerCut: Drill = {
  name: 'power-cut',
  about: `${CUTS} power cuts while visitors ask, the owner trains, changes, deletes and backs up`,
  needs: { root: true, programs: ['mkfs.ext4', 'mount', 'umount', 'losetup', 'perl'] },
  async *run({ folder }) {
    const disk = await mountDisk(folder)
    try {
      yield* cutTheProduct(disk, folder)
      yield await cutFirstStarts(disk, folder)
      yield await control(disk)
    } finally {
      await disk.remove()
    }
  },
}

async function* cutTheProduct(disk: Disk, folder: string): AsyncIterable<Finding> {
  const shop = await openShop(disk.path, { environment: { NODE_COMPILE_CACHE: join(folder, 'cache') } })
  const data = join(disk.path, 'data')
  const ledger = createLedger()
  const lost = new Set<string>()
  const damage = new Set<string>()
  let backups = 0
  try {
    for (let cut = 0; cut < CUTS; cut++) {
      const picture = await changePicture(shop, cut)
      const backup = shop.owner.request('POST', '/api/admin/backups').catch(() => undefined)
      const isOff = wait(FIRST_MS + cut * STEP_MS)
        .then(() => {
          // An fsync that is cut in the middle may be told that all went well: no cut leaves anyone to tell it to.
          ledger.isOff = true
          return disk.cut()
        })
        .then(() => shop.frontdesk.stop('SIGKILL'))
      await Promise.all([load(shop, ledger), backup, isOff])
      await disk.mountAgain()
      await shop.startAgain()
      ledger.isOff = false
      if (!picture.equals(await fetchPicture(shop))) lost.add('the picture')
      const database = openDatabase(join(data, 'frontdesk.db'))
      for (const one of findLost(database, ledger)) lost.add(one)
      for (const one of findDamage(database)) damage.add(one)
      database.close()
      const names = (await readdir(join(data, 'backups')).catch(() => [])).filter((name) => name.endsWith('.tar.gz'))
      backups = names.length
      for (const name of names) {
        await verifyArchive(join(data, 'backups', name), () => {}).catch(() => damage.add(`the backup ${name}`))
      }
    }
  } finally {
    await shop.close()
  }
  const { accepted, answered } = countAcknowledged(ledger)
  yield {
    promise: 'what was acknowledged before a power cut is there after it',
    seen: `lost ${lost.size} of ${accepted} questions, ${answered} answers, ${ledger.sources.size} trainings, ${ledger.bots.size} bots${inWords(lost)}`,
    kept: lost.size === 0 && accepted > CUTS && answered > CUTS,
  }
  yield {
    promise: 'the database fits together after each, and every backup with a name is whole',
    seen: `${damage.size} faults, ${backups} backups${inWords(damage)}`,
    kept: damage.size === 0,
  }
}

/** Gives the bot one of its own grey; the picture as visitors get it. */
async function changePicture(shop: Shop, grey: number): Promise<Buffer> {
  const body = new FormData()
  body.set('file', new Blob([drawSquare(grey)], { type: 'image/png' }))
  const response = await fetch(`${shop.frontdesk.url}/api/admin/bots/${shop.bot.id}/avatar`, {
    method: 'POST',
    headers: { Cookie: shop.owner.cookie },
    body,
  })
  if (!response.ok) throw new Error(await response.text())
  return fetchPicture(shop)
}

async function fetchPicture({ frontdesk: { url }, bot }: Shop): Promise<Buffer> {
  return Buffer.from(await (await fetch(`${url}/api/public/avatar/${bot.id}`)).arrayBuffer())
}

/** While the database, its tables and secret.key are made. */
async function cutFirstStarts(disk: Disk, folder: string): Promise<Finding> {
  const environment = { NODE_COMPILE_CACHE: join(folder, 'cache') }
  const refused = new Set<string>()
  for (const change of FIRST_CHANGES) {
    const home = join(disk.path, `new-${change}`)
    await mkdir(join(home, 'data'), { recursive: true })
    const changed = waitForChange(join(home, 'data'), change)
    const ended = startFrontdesk(environment, home).then(
      (frontdesk) => frontdesk.stop('SIGKILL'),
      () => {},
    )
    await Promise.race([changed, ended])
    await disk.cut()
    await ended
    await disk.mountAgain()
    try {
      const again = await startFrontdesk(environment, home)
      await setUpAdmin(again.url, again.setupUrl)
      await again.stop('SIGTERM')
    } catch (error) {
      refused.add(String(error))
    }
  }
  return {
    promise: 'a power cut in the middle of the first start: the next one works, and the account can be made',
    seen: `${FIRST_CHANGES.length - refused.size} of ${FIRST_CHANGES.length}${inWords(refused)}`,
    kept: refused.size === 0,
  }
}

async function waitForChange(folder: string, number: number): Promise<void> {
  const changes = watch(folder)[Symbol.asyncIterator]()
  for (let seen = 0; seen < number; seen++) await changes.next()
}

/** The same cut under a writer that does not wait for the disk. */
async function control(disk: Disk): Promise<Finding> {
  let lost = 0
  for (let cut = 0; cut < CONTROL_CUTS; cut++) {
    const path = join(disk.path, `control-${cut}.db`)
    await writeFile(path, '')
    const writer = openDatabase(path)
    writer.exec('CREATE TABLE lines (number INTEGER)')
    writer.pragma('synchronous = NORMAL')
    const write = writer.prepare('INSERT INTO lines VALUES (?)')
    for (let number = 0; number < CONTROL_ROWS; number++) write.run(number)
    await disk.cut()
    try {
      writer.close()
    } catch {
      // It cannot tidy up any more.
    }
    await disk.mountAgain()
    const reader = openDatabase(path)
    lost += CONTROL_ROWS - Number(reader.prepare('SELECT count(*) FROM lines').pluck().get())
    reader.close()
  }
  return {
    promise: 'control: with synchronous=NORMAL the same cut loses what was acknowledged',
    seen: `lost ${lost} of ${CONTROL_CUTS * CONTROL_ROWS}`,
    kept: lost > 0,
  }
}
