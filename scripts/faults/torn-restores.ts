import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { inspectArchive } from '#server/backups/inspect-archive.ts'
import { buildMessage, createBot, NOON } from '#server/store/contract-fixtures.ts'
import { databaseFiles as files } from '#server/store/sqlite/database-files.ts'
import { openSqliteStore } from '#server/store/sqlite/open.ts'
import { type AdminClient, setUpAdmin, signIn } from '#server/testing/admin-client.ts'
import { type RunningFrontdesk, startFrontdesk } from '#server/testing/start-frontdesk.ts'
import type { Drill, Finding } from './drill.ts'
import { inWords } from './in-words.ts'
import { readShop } from './read-shop.ts'
import { inspectByDashboard, rest } from './restore-by-dashboard.ts'
import { runScript } from './run-script.ts'

const KILLS = 10
/** Spreads the moments evenly, whatever their number. */
const GOLDEN_RATIO = 0.618
const MESSAGES = 300

type Version = { sum: string; archive: string }
type Ground = { home: string; environment: Record<string, string>; versions: Version[] }

export const tornRestores: Drill = {
  name: 'torn-restores',
  about: `kill -9 in ${KILLS} backups, ${KILLS} restores by the command and ${KILLS} by the dashboard: the old or the new, nothing between`,
  async *run({ folder }) {
    const home = join(folder, 'shop')
    const environment = { NODE_COMPILE_CACHE: join(home, 'cache'), ADMIN_PER_IP: '1000000', BACKUP_ENABLED: 'false' }
    await (await startFrontdesk(environment, home)).stop()
    const versions = [await build(folder, home, 'one'), await build(folder, home, 'two')]
    const ground = { home, environment, versions }
    yield await killBackups(ground, folder)
    yield await killRestores(ground, 'by the command', restoreByCommand)
    yield await killRestores(ground, 'by the dashboard', restoreByDashboard)
  },
}

/** The shop's folder then holds this version. */
async function build(folder: string, home: string, bot: string): Promise<Version> {
  const data = join(home, 'data')
  for (const name of ['frontdesk.db', 'uploads']) await rm(join(data, name), { recursive: true, force: true })
  const store = await openSqliteStore(join(data, 'frontdesk.db'))
  await createBot(store, bot, { avatar_file: `picture-of-${bot}` })
  for (let i = 0; i < MESSAGES; i++) await store.conversations.accept(buildMessage(bot, `s${i}`, `${bot} ${i}`), NOON)
  await store.close()
  await mkdir(join(data, 'uploads', 'avatars'), { recursive: true })
  await writeFile(join(data, 'uploads', 'avatars', `picture-of-${bot}-64.png`), `picture of ${bot}`)
  const archive = join(folder, `${bot}.tar.gz`)
  const { code, output } = await runScript('backup', home, [archive]).ended
  if (code !== 0) throw new Error(output)
  return { sum: readShop(home).sum, archive }
}

async function killBackups({ home, versions }: Ground, folder: string): Promise<Finding> {
  const start = performance.now()
  await runScript('backup', home).ended
  const wholeMs = performance.now() - start
  for (let i = 0; i < KILLS; i++) {
    const { child, ended } = runScript('backup', home)
    await wait(toShare(i) * wholeMs)
    child.kill('SIGKILL')
    await ended
  }
  await runScript('backup', home).ended
  const path = join(home, 'data', 'backups')
  const names = await readdir(path)
  const faults = new Set(names.filter((name) => !/^frontdesk-[\dTZ-]+\.tar\.gz$/.test(name)))
  for (const name of names.filter((one) => !faults.has(one))) {
    const staging = join(folder, 'looked-into', name)
    await mkdir(staging, { recursive: true })
    await inspectArchive({ files, report: () => undefined }, join(path, name), staging).catch(() => faults.add(name))
  }
  if (readShop(home).sum !== versions.at(-1)?.sum) faults.add('another database')
  return {
    promise: 'every backup with a name is whole, and after the next one nothing half is left',
    seen: `${names.length} backups, ${faults.size} faults${inWords(faults)}`,
    kept: faults.size === 0,
  }
}

/** Begins a restore, gives how long it took, or kills it after so long. */
type Restore = (ground: Ground, archive: string, killAfterMs?: number) => Promise<number>

async function killRestores(ground: Ground, how: string, restore: Restore): Promise<Finding> {
  const { home, environment, versions } = ground
  const faults = new Set<string>()
  let replaced = 0
  let wholeMs = 0
  for (let i = -1; i < KILLS && faults.size === 0; i++) {
    const before = readShop(home).sum
    const other = versions.find(({ sum }) => sum !== before)
    if (other === undefined) throw new Error('It is neither the one nor the other.')
    if (i < 0) wholeMs = await restore(ground, other.archive)
    else await restore(ground, other.archive, toLateShare(i) * wholeMs)
    await (await startFrontdesk(environment, home)).stop()
    const { sum, rows } = readShop(home)
    if (i >= 0 && sum === other.sum) replaced++
    if (sum !== other.sum && (i < 0 || sum !== before)) faults.add(`a mix: ${rows}`)
    for (const stray of await listStrays(home)) faults.add(stray)
  }
  return {
    promise: `restored ${how}, it is the old or the new after the next start, and nothing is left beside it`,
    seen: `${KILLS} kills within ${wholeMs.toFixed(0)} ms, ${replaced} times the new, ${faults.size} faults${inWords(faults)}`,
    kept: faults.size === 0,
  }
}

async function restoreByCommand({ home }: Ground, archive: string, killAfterMs?: number): Promise<number> {
  const { child, ended } = runScript('restore', home, [archive, '--yes'])
  // It has looked into the backup by then, which is most of its time.
  const text = await new Promise<string>((resolve) => child.stdout?.once('data', (data) => resolve(String(data))))
  if (!text.startsWith('Made ')) throw new Error(text)
  const start = performance.now()
  if (killAfterMs !== undefined) {
    await wait(killAfterMs)
    child.kill('SIGKILL')
  }
  await ended
  return performance.now() - start
}

async function restoreByDashboard(
  { home, environment }: Ground,
  archive: string,
  killAfterMs?: number,
): Promise<number> {
  const running = await startFrontdesk(environment, home)
  const owner = await enter(running)
  const { inspection } = await inspectByDashboard(running.url, owner, await readFile(archive))
  const start = performance.now()
  const body = { inspection: inspection?.id, confirm: 'restore' }
  const begun = await owner.request('POST', '/api/admin/backups/restore', body)
  if (!begun.ok) throw new Error(await begun.text())
  if (killAfterMs === undefined) await rest(owner)
  else await wait(killAfterMs)
  const tookMs = performance.now() - start
  await running.stop('SIGKILL')
  return tookMs
}

const enter = (running: RunningFrontdesk): Promise<AdminClient> =>
  running.setupUrl === undefined ? signIn(running.url) : setUpAdmin(running.url, running.setupUrl)

/** What is neither the database, nor a backup, nor the picture of a bot that is there. */
async function listStrays(home: string): Promise<string[]> {
  const data = join(home, 'data')
  const names = (await readdir(data, { recursive: true })).filter(
    (name) =>
      !/^(frontdesk\.db(\.lock|-wal|-shm)?|secret\.key|backups|uploads|uploads\/avatars|restore)$/.test(name) &&
      !/^backups\/frontdesk-(before-restore-)?[\dTZ-]+\.tar\.gz$/.test(name),
  )
  return names.length === 1 ? [] : names
}

const toShare = (i: number): number => (i * GOLDEN_RATIO) % 1
/** First comes a backup of what is there; the exchange is the end. */
const toLateShare = (i: number): number => 0.5 + 0.9 * toShare(i)
