import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseConfig } from '#server/config.ts'
import { openSecret } from './open-secret.ts'

let folder: string
let logged: string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frontdesk-'))
  logged = []
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const open = (databaseExists: boolean, environment = {}) =>
  openSecret({
    config: parseConfig({ DATABASE_URL: `sqlite:${join(folder, 'data', 'frontdesk.db')}`, ...environment }),
    log: pino({}, { write: (line: string) => void logged.push(line) }),
    databaseExists,
  })
const file = () => join(folder, 'data', 'secret.key')

test('the first start makes a secret that only its user can read, later starts take it', async () => {
  const secret = await open(false)
  expect(secret).toHaveLength(32)
  expect((await stat(file())).mode & 0o777).toBe(0o600)
  expect(await open(true)).toEqual(secret)
  expect(logged).toEqual([])
})

test('one that a kill left unfinished is made anew, and never taken', async () => {
  await mkdir(join(folder, 'data'))
  await writeFile(`${file()}.new`, 'half a sec')
  const secret = await open(false)
  expect(secret).toHaveLength(32)
  expect(await open(true)).toEqual(secret)
  expect(await readdir(join(folder, 'data'))).toEqual(['secret.key'])
})

test('a lost file beside a database is said aloud and made anew', async () => {
  const first = await open(false)
  await rm(file())
  expect(await open(true)).not.toEqual(first)
  expect(logged.join()).toContain('secret.key is missing, so a new one was made.')
  expect(logged.join()).not.toContain((await readFile(file(), 'utf8')).trim())
})

test('a copy that others can read is said aloud', async () => {
  const secret = await open(false)
  await chmod(file(), 0o644)
  expect(await open(true)).toEqual(secret)
  expect(logged.join()).toContain('can be read by other users')
})

test('a damaged file stops the start and stays as it is', async () => {
  await open(false)
  await writeFile(file(), 'half a sec')
  await expect(open(true)).rejects.toThrow('secret.key is damaged. Put your copy of it back')
  expect(await readFile(file(), 'utf8')).toBe('half a sec')
})

test('SECRET_KEY needs no file', async () => {
  expect(await open(false, { SECRET_KEY: 'from the environment' })).toBe('from the environment')
  await expect(stat(file())).rejects.toThrow('ENOENT')
})
