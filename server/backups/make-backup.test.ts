import { execFile, spawnSync } from 'node:child_process'
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSession } from '#server/accounts/sessions.ts'
import { createBot as createOwnBot, listBots } from '#server/bots/bots.ts'
import { migrations } from '#migrations/index.ts'
import { parseConfig } from '#server/config.ts'
import { buildChunk, buildMessage, createBot, NOON, train } from '#server/store/contract-fixtures.ts'
import { databaseFiles } from '#server/store/sqlite/database-files.ts'
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts'
import { fillEveryTable } from '#server/testing/released-database.ts'
import { clearUp } from './clear-up.ts'
import { makeBackup } from './make-backup.ts'
import { verifyArchive } from './verify-archive.ts'

let opened: TestDeps
let folder: string
beforeEach(async () => {
  opened = await openTestDeps()
  folder = opened.deps.config.backupPath
})
afterEach(() => opened.close())

const NIGHT = new Date('2026-11-22T02:00:00.000Z')
const steps: string[] = []
const make = (target?: string) =>
  makeBackup(
    {
      config: opened.deps.config,
      files: databaseFiles,
      now: () => NIGHT,
      report: (step) => steps.at(-1) === step || steps.push(step),
    },
    'automatic',
    target,
  )
const putAvatar = async (file: string): Promise<void> => {
  const avatars = join(opened.deps.config.uploadPath, 'avatars')
  await mkdir(avatars, { recursive: true })
  await writeFile(join(avatars, `${file}-64.png`), `picture ${file}`)
}

test('a backup is one private file with the database, the pictures in use and a manifest that fits', async () => {
  const { store } = opened.deps
  await createBot(store, 'a', { avatar_file: 'pic-1' })
  await createBot(store, 'b')
  await train(store, 'a', '1', [buildChunk(0, 'bread', [[1, 0]]), buildChunk(1, 'cake')])
  await store.conversations.accept(buildMessage('a', 's', 'm'), NOON)
  await putAvatar('pic-1')
  await putAvatar('of-nobody')

  const path = await make()
  expect(basename(path)).toBe('frontdesk-2026-11-22T02-00-00Z.tar.gz')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual([basename(path)])
  const manifest = await verifyArchive(path, () => undefined)
  expect(manifest).toMatchObject({
    format: 1,
    schema: expect.stringMatching(/^\d{4}-/),
    made_at: NIGHT.toISOString(),
    kind: 'automatic',
    counts: { bots: 2, sources: 1, chunks: 2, conversations: 1, messages: 1 },
  })
  expect(manifest.files.map(({ name }) => name)).toEqual(['frontdesk.db', 'avatars/pic-1-64.png'])
  expect(steps).toEqual(['copying', 'checking', 'packing', 'verifying'])
})

test('no key and no session stands in it in clear', async () => {
  const bot = await createOwnBot(opened.deps, { name: 'Anna' })
  const { token } = await openSession(opened.deps, true)
  await writeFile(join(dirname(opened.path), 'secret.key'), 'a-secret-of-the-machine')
  const bytes = gunzipSync(await readFile(await make()))
  expect(bytes.includes('Anna')).toBe(true)
  expect((await listBots(opened.deps)).map(({ api_key }) => api_key)).toEqual([bot.api_key])
  for (const secret of [bot.api_key ?? '', token, 'a-secret-of-the-machine', 'secret.key']) {
    expect(bytes.includes(secret), secret).toBe(false)
  }
})

test('the copy is whole while others write', async () => {
  await createBot(opened.deps.store, 'a')
  const chunks = Array.from({ length: 40 }, (_, i) => buildChunk(i, `bread ${i}`, [[1, 0]]))
  const stop = new AbortController()
  const writing = (async () => {
    for (let i = 0; !stop.signal.aborted; i++) {
      await train(opened.deps.store, 'a', '1', chunks)
      await opened.deps.store.conversations.accept(buildMessage('a', `s${i}`, String(i)), NOON)
      await setImmediate()
    }
  })()
  for (let i = 0; i < 3; i++) {
    const { counts } = await verifyArchive(await make(), () => undefined)
    expect([0, 40]).toContain(counts.chunks)
    expect(counts.messages).toBe(counts.conversations)
  }
  stop.abort()
  await writing
})

describe('what goes wrong leaves nothing behind', () => {
  test('a damaged database is not packed', async () => {
    const files = {
      ...databaseFiles,
      copy: async (_from: string, to: string) => writeFile(to, 'SQLite format 3\0 but no more'),
    }
    const deps = { config: opened.deps.config, files, now: () => NIGHT, report: () => undefined }
    await expect(makeBackup(deps, 'automatic')).rejects.toMatchObject({ code: 'unprocessable' })
    expect(await readdir(folder)).toEqual([])
  })

  test('a folder that cannot be made is named', async () => {
    await writeFile(folder, 'a file in the way')
    await expect(make()).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining(folder) })
  })

  test('too little room is known before the work, in megabytes', async () => {
    const files = { ...databaseFiles, measure: async () => 1e18 }
    const deps = { config: opened.deps.config, files, now: () => NIGHT, report: () => undefined }
    await expect(makeBackup(deps, 'automatic')).rejects.toThrow(
      /^The disk has too little room: [\d,]+ MB are needed in /,
    )
  })

  // No file may grow beyond 64 KB, as the shell counts: what a disk that fills up looks like.
  test.skipIf(process.platform === 'win32')(
    'a disk that fills up gives a sentence, and no file that looks whole',
    async () => {
      await createBot(opened.deps.store, 'a', { welcome_message: 'x'.repeat(300_000) })
      await opened.deps.store.close()
      const code = `
      process.on('SIGXFSZ', () => {})
      const { makeBackup } = await import('${new URL('make-backup.ts', import.meta.url).href}')
      const { databaseFiles } = await import('${new URL('../store/sqlite/database-files.ts', import.meta.url).href}')
      const config = JSON.parse(process.argv[1])
      await makeBackup({ config, files: databaseFiles, now: () => new Date(), report() {} }, 'automatic').then(
        (path) => console.log(path), (error) => console.log(error.code + ': ' + error.message))`
      const config = JSON.stringify(opened.deps.config)
      const { stdout } = await promisify(execFile)('sh', [
        '-c',
        'ulimit -f 128; exec "$0" "$@"',
        process.execPath,
        '--input-type=module',
        '-e',
        code,
        config,
      ])
      expect(stdout.trim()).toBe(
        `unavailable: The disk is full, so the work in ${folder} was given up. Make room and try again.`,
      )
      expect(await readdir(folder)).toEqual([])
    },
  )

  test('what a killed process left is removed, and what another is making stays', async () => {
    const dead = spawnSync(process.execPath, ['--version']).pid
    const [ours, alive, killed, old] = [`${process.pid}-a`, `${process.ppid}-b`, `${dead}-c`, `${process.ppid}-d`].map(
      (name) => `.making-${name}`,
    )
    for (const name of [ours, alive, killed, old]) await mkdir(join(folder, `${name}`), { recursive: true })
    const before = new Date(NIGHT.getTime() - 2 * 60 * 60_000)
    await utimes(join(folder, `${old}`), before, before)
    const path = await make()
    expect(new Set(await readdir(folder))).toEqual(new Set([ours, alive, basename(path)]))
    // A start: in a container this process has the number of the one that died.
    await clearUp(opened.deps)
    expect(new Set(await readdir(folder))).toEqual(new Set([alive, basename(path)]))
  })
})

test('a database of each earlier release is backed up before its update', async () => {
  for (let count = 1; count < Object.keys(migrations).length; count++) {
    const databasePath = join(folder, '..', `release-${count}`, 'frontdesk.db')
    await fillEveryTable(databasePath, count)
    const config = { ...opened.deps.config, databasePath }
    const path = await makeBackup({ config, files: databaseFiles, now: () => NIGHT, report: () => {} }, 'before_update')
    expect(await verifyArchive(path, () => {})).toMatchObject({ counts: { bots: 1, conversations: 40 } })
  }
})

test('the settings of backups are checked at the start', () => {
  expect(parseConfig({ BACKUP_SCHEDULE: '30 3 * * 0' }).backupSchedule).toBe('30 3 * * 0')
  for (const BACKUP_SCHEDULE of ['every night', '0 2 * *', '0 0 31 2 *', '99 2 * * *', '* * * * * *']) {
    expect(() => parseConfig({ BACKUP_SCHEDULE })).toThrow(/^BACKUP_SCHEDULE must be a cron expression of five fields/)
  }
})
