import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { strikeSecrets } from './log.ts'
import { openErrorFile } from './log-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frontdesk-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const program = (script: string) => `
  import { createLog } from ${JSON.stringify(new URL('log.ts', import.meta.url).href)}
  const openai = { apiKey: 'local-key-42', baseUrl: '', chatModel: '', embeddingModel: '' }
  const log = createLog({ logLevel: 'info', logPath: ${JSON.stringify(join(folder, 'logs'))}, openai })
  ${script}`
const run = async (script: string) => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module-typescript',
    '-e',
    program(script),
  ])
  return stdout
}
const readErrors = () => readFile(join(folder, 'logs', 'error.log'), 'utf8')

test('writes JSON lines, and errors to error.log as well', async () => {
  const stdout = await run(`log.debug('unheard'); log.info('started'); log.error({ err: new Error('why') }, 'broke')`)
  const lines = stdout.trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['started', 'broke'])
  expect(JSON.parse(lines[0] ?? '').time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  expect(await readErrors()).toBe(`${lines[1]}\n`)
  expect(lines[1]).toContain('why')
})

test('strikes keys out, wherever they stand', async () => {
  const stdout = await run(`
    log.error({ deep: { api_key: 'widget-key' }, password: 'pa"ss', err: new Error('Wrong key sk-abcdef12345 or local-key-42') })`)
  for (const text of [stdout, await readErrors()]) {
    expect(text).not.toMatch(/widget-key|pa\\"ss|abcdef12345|local-key-42/)
    expect(JSON.parse(text)).toMatchObject({ deep: { api_key: '[hidden]' }, password: '[hidden]' })
  }
})

test('goes on when nobody reads it any more', async () => {
  const child = spawn(
    process.execPath,
    [
      '--input-type=module-typescript',
      '-e',
      program(`
      process.stdin.once('data', () => {
        for (let n = 0; n < 100; n += 1) log.info('to nobody')
        console.log('to nobody')
        log.error('last words')
        setImmediate(() => process.exit(7))
      })
      log.info('ready')`),
    ],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  )
  await once(child.stdout, 'data')
  child.stdout.destroy()
  await once(child.stdout, 'close')
  child.stdin.write('go\n')
  const [code] = await once(child, 'exit')
  expect(code).toBe(7)
  expect(await readErrors()).toContain('last words')
})

test.skipIf(process.platform !== 'linux')('goes on while the disk under its output is full', async () => {
  const full = await open('/dev/full', 'w')
  const child = spawn(
    process.execPath,
    [
      '--input-type=module-typescript',
      '-e',
      program(`
      for (let n = 0; n < 5_000; n += 1) log.info('x'.repeat(1_000))
      log.error('still here')
      process.exit(process.memoryUsage().heapUsed < 50_000_000 ? 7 : 8)`),
    ],
    { stdio: ['ignore', full.fd, 'ignore'] },
  )
  const [code] = await once(child, 'exit')
  await full.close()
  expect(code).toBe(7)
  expect(await readErrors()).toContain('still here')
})

describe('strikeSecrets', () => {
  test.each([
    ['{"authorization":"Bearer x"}', '{"authorization":"[hidden]"}'],
    ['{"Set-Cookie":"session_token=x"}', '{"Set-Cookie":"[hidden]"}'],
    ['{"apiKey":"a\\"b","n":1}', '{"apiKey":"[hidden]","n":1}'],
    ['{"session_token":"x"}', '{"session_token":"[hidden]"}'],
    ['{"msg":"a token of thanks"}', '{"msg":"a token of thanks"}'],
    ['{"tokens":12}', '{"tokens":12}'],
  ])('makes %s into %s', (line, expected) => {
    expect(strikeSecrets(line, undefined)).toBe(expected)
  })
})

describe('error.log', () => {
  test('turns over when it is full and keeps five files', async () => {
    const file = openErrorFile(folder, 10)
    for (let n = 1; n <= 8; n += 1) file.write(`line ${n}\n`)
    expect((await readdir(folder)).toSorted()).toEqual(['error.log', ...[1, 2, 3, 4].map((n) => `error.log.${n}`)])
    expect(await readFile(join(folder, 'error.log'), 'utf8')).toBe('line 8\n')
    expect(await readFile(join(folder, 'error.log.4'), 'utf8')).toBe('line 4\n')
  })

  test('stops nobody when it cannot be written, and comes back', async () => {
    const path = join(folder, 'logs')
    const file = openErrorFile(join(folder, 'logs'))
    file.write('one\n')
    await rm(path, { recursive: true })
    file.write('two\n')
    expect(await readFile(join(path, 'error.log'), 'utf8')).toBe('two\n')
    expect(() => openErrorFile('/dev/null/nowhere').write('lost\n')).not.toThrow()
  })
})
