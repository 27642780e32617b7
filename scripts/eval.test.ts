import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const script = fileURLToPath(new URL('eval.ts', import.meta.url))
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frontdesk-pack-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const run = (...args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    )
  })

async function put(file: string, content: unknown): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true })
  await writeFile(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content))
}

test('measures how a page is read', async () => {
  const text = 'Our bakery opens at six every day but Sunday, when we sleep.'
  await put('extraction/pages/a.html', `<title>Bakery</title><nav>Home About</nav><p>${text}</p>`)
  const page = { id: 'a', source: 'WCXB dev', type: 'service', url: 'https://bakery.example/', html: 'pages/a.html' }
  await put('extraction/cases.json', [{ ...page, text, with: ['opens at six'], without: ['Home About'] }])
  const { code, stdout } = await run('--data', folder)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^service\s+1\s+(0\.9\d\d|1\.000)\s+1\.000\s+1\.000/m)
})

test('measures what the widget makes of answers', async () => {
  await put('xss/payloads.json', [{ id: 'a', payload: '<img src=x onerror=alert(1)>' }])
  await put('xss/commonmark.json', [
    { id: 1, markdown: '*Open* at six', html: '<p><em>Open</em> at six</p>' },
    { id: 2, markdown: 'Open at six', html: '<p>Open at seven</p>' },
  ])
  const { code, stdout } = await run('--data', folder, '--only', 'markup', '--json', join(folder, 'out.json'))
  expect(code).toBe(0)
  expect(stdout).toMatch(/^harmful when streamed +1 +0 /m)
  expect(stdout).toMatch(/^harmful when restored +1 +0 /m)
  expect(stdout).toMatch(/^text lost +2 +1 /m)
  const { markup } = JSON.parse(await readFile(join(folder, 'out.json'), 'utf8'))
  expect(markup[2].wrong).toEqual({ 2: '"seven" of "Open at six"' })
})

test.each([
  ['a missing folder', () => ['--data', join(folder, 'gone')], /There is no folder .*gone\. Give the pack's folder/],
  ['a folder without sets', () => ['--data', folder], /holds no set\./],
  ['a limit of nothing', () => ['--data', folder, '--limit', '0'], /--limit must be a whole number above zero\./],
  ['an unknown option', () => ['--fast'], /Unknown option '--fast'/],
])('says what is wrong with %s', async (_name, toArgs, sentence) => {
  const { code, stderr } = await run(...toArgs())
  expect(code).toBe(1)
  expect(stderr).toMatch(sentence)
  expect(stderr).not.toMatch(/\n\s+at /)
})

test('names the set that is not there, and the file that is no pack', async () => {
  await put('kb/bakery/kb.json', { name: 'bakery', lang: 'en', docs: [], questions: [] })
  expect((await run('--data', folder, '--only', 'butcher')).stderr).toMatch(/no set "butcher"\. There are .*bakery/)
  await put('kb/bakery/kb.json', { name: 'bakery', lang: 'en', docs: [{}], questions: [] })
  expect((await run('--data', folder)).stderr).toMatch(/kb\.json is not laid out as a pack: docs\.0/)
})
