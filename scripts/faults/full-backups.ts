import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { verifyArchive } from '#server/backups/verify-archive.ts'
import { createBot } from '#server/store/contract-fixtures.ts'
import { openSqliteStore } from '#server/store/sqlite/open.ts'
import type { Drill } from './drill.ts'
import { runScript } from './run-script.ts'

const DISK_MB = 90
const LOOK_MS = 5
/** What no packing makes smaller: 12 MB in all. */
const NOISE = Array.from({ length: 10 }, () => randomBytes(900_000).toString('base64'))

export const fullBackups: Drill = {
  name: 'full-backups',
  about: 'the disk of the backups fills up before one, and while one is copied and packed',
  needs: { root: true, programs: ['mount', 'umount'] },
  async *run({ folder }) {
    const home = join(folder, 'shop')
    const disk = join(home, 'data', 'backups')
    await mkdir(disk, { recursive: true })
    const store = await openSqliteStore(join(home, 'data', 'frontdesk.db'))
    await createBot(store, 'a')
    for (const [i, noise] of NOISE.entries()) await store.settings.replace(`noise ${i}`, noise)
    await store.close()
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', disk])
    try {
      await runScript('backup', home).ended
      const [whole = ''] = await readdir(disk)
      await verifyArchive(join(disk, whole), () => undefined)
      for (const [moment, file] of [
        ['before it', undefined],
        ['while it is copied', 'frontdesk.db'],
        ['while it is packed', 'backup.tar.gz.tmp'],
      ] as const) {
        if (file === undefined) await fill(disk)
        const running = runScript('backup', home)
        if (file !== undefined) {
          await appears(disk, file)
          await fill(disk)
        }
        const { code, output } = await running.ended
        await rm(join(disk, 'fill'))
        const left = await readdir(disk)
        yield {
          promise: `full ${moment}: refused in words, the backup that was there is the only one`,
          seen: `${output.trim().replaceAll(disk, 'BACKUPS')} Left: ${left.length} file`,
          kept: code === 1 && /^The disk (is full|has too little room)/.test(output) && left.join() === whole,
        }
      }
      const { code } = await runScript('backup', home).ended
      yield {
        promise: 'with room again the next one is made',
        seen: `${(await readdir(disk)).length} backups`,
        kept: code === 0,
      }
    } finally {
      execFileSync('umount', [disk])
    }
  },
}

/** To the last byte; whoever does that is told. */
async function fill(disk: string): Promise<void> {
  await writeFile(join(disk, 'fill'), Buffer.alloc(DISK_MB * 1024 * 1024)).catch(() => undefined)
}

async function appears(disk: string, file: string): Promise<void> {
  for (;;) {
    if ((await readdir(disk, { recursive: true })).some((name) => name.endsWith(`/${file}`))) return
    await wait(LOOK_MS)
  }
}
