import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { migrations as registry } from '#migrations/index.ts'
import { openDatabase } from '#server/store/sqlite/open.ts'
import { fillEveryTable, readEveryTable } from '#server/testing/released-database.ts'
import { startFrontdesk } from '#server/testing/start-frontdesk.ts'
import type { Drill } from './drill.ts'
import { findDamage } from './find-damage.ts'

const HOOK = new URL('die-at-statement.ts', import.meta.url).href
/** More than an update has statements. */
const MAX_STATEMENTS = 500
const AT_ONCE = 2

type Rows = Record<string, unknown[]>

export const migrations: Drill = {
  name: 'migrations',
  about: 'the update from the first release: kill -9 at each of its statements, the next start goes on',
  async *run({ folder }) {
    const homes = await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => fill(join(folder, String(i)), 1)))
    let next = 1
    let killed = 0
    const changed: number[] = []
    let hasEnded = false
    await Promise.all(
      homes.map(async ({ home, path, before }) => {
        while (!hasEnded) {
          const at = next++
          if (at > MAX_STATEMENTS) throw new Error('It never ended.')
          if (await startUntil(home, at)) {
            hasEnded = true
            return
          }
          killed++
          if (!isDeepStrictEqual(readEveryTable(path, before), before)) changed.push(at)
        }
      }),
    )
    yield {
      promise: 'killed at each statement, the database holds every row it had',
      seen: `${killed} kills, ${changed.length} changed a row${changed.length === 0 ? '' : `: at ${changed.join()}`}`,
      kept: killed > 20 && changed.length === 0,
    }

    const faults: string[] = []
    for (const { home, path, before } of homes) faults.push(...(await findFaults(home, path, before)))
    const releases = Object.keys(registry).length
    for (let count = 2; count < releases; count++) {
      const { home, path, before } = await fill(join(folder, `release ${count}`), count)
      faults.push(...(await findFaults(home, path, before)))
      const backups = (await readdir(join(home, 'data', 'backups'))).filter((name) => name.includes('before-update'))
      if (backups.length !== 1) faults.push(`${backups.length} backups of release ${count}`)
    }
    yield {
      promise: 'each release comes up whole with every row, after a backup of what it was',
      seen: `${releases - 1} releases, ${faults.length} faults${faults.map((fault) => `, ${fault}`).join('')}`,
      kept: faults.length === 0,
    }

    const { path, before } = homes[0] ?? { path: '', before: {} }
    openAndChange(path, "DELETE FROM messages WHERE id = 'm1'")
    yield {
      promise: 'control: one row that was taken away is missed',
      seen: isDeepStrictEqual(readEveryTable(path, before), before) ? 'nothing' : 'one row',
      kept: !isDeepStrictEqual(readEveryTable(path, before), before),
    }
  },
}

async function fill(home: string, migrationCount: number): Promise<{ home: string; path: string; before: Rows }> {
  await mkdir(home, { recursive: true })
  const path = join(home, 'data', 'frontdesk.db')
  await fillEveryTable(path, migrationCount)
  return { home, path, before: readEveryTable(path) }
}

/** False when it died at that statement; true when its update has fewer. */
async function startUntil(home: string, statement: number): Promise<boolean> {
  const environment = {
    BACKUP_ENABLED: 'false',
    DIE_AT_STATEMENT: String(statement),
    NODE_OPTIONS: `--import=${HOOK}`,
    NODE_COMPILE_CACHE: join(home, 'cache'),
  }
  const running = await startFrontdesk(environment, home).catch((error: unknown) => {
    if (error instanceof Error && error.message.startsWith('Frontdesk ended with null')) return undefined
    throw error
  })
  await running?.stop()
  return running !== undefined
}

async function findFaults(home: string, path: string, before: Rows): Promise<string[]> {
  await (await startFrontdesk({ NODE_COMPILE_CACHE: join(home, 'cache') }, home)).stop()
  const faults = isDeepStrictEqual(readEveryTable(path, before), before) ? [] : [`other rows in ${home}`]
  const database = openDatabase(path)
  faults.push(...findDamage(database))
  database.close()
  return faults
}

function openAndChange(path: string, sql: string): void {
  const database = openDatabase(path)
  database.exec(sql)
  database.close()
}
