import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Measured } from './bench/widget/measure.ts'
import { judge } from './bench/widget/promises.ts'
import { toSubject } from './bench/widget/subjects.ts'

const script = fileURLToPath(new URL('bench-widget.ts', import.meta.url))
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frontdesk-bench-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const run = (...args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    )
  })

/** A script that asks for two more files, keeps things and pushes the page down. */
const GREEDY = `
  const { src, dataset } = document.currentScript
  fetch(new URL('words.json', src))
  document.body.append(Object.assign(document.createElement('script'), { src: new URL('more.js', src) }))
  localStorage.visits = 1
  document.cookie = 'visitor=1'
  const push = () => document.body.prepend(Object.assign(document.createElement('div'), { style: dataset.style }))
  requestAnimationFrame(() => requestAnimationFrame(push))`

test('measures ours, an empty bubble and a greedy script alike, and holds ours to what we promise', async () => {
  await writeFile(join(folder, 'greedy.js'), GREEDY)
  await writeFile(join(folder, 'more.js'), 'for (const start = Date.now(); Date.now() - start < 150; );')
  await writeFile(join(folder, 'words.json'), '{}')
  const { code, stdout } = await run('--runs', '1', join(folder, 'greedy.js'), '--tag', 'data-style="height: 300px"')

  const rows = new Map(
    stdout
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/))
      .map(([name, ...cells]) => [name, cells]),
  )
  expect(stdout.split('\n')[0]?.trim().split(/ {2,}/)).toEqual(['Frontdesk', 'empty bubble', 'ratio', 'greedy.js'])
  expect(rows.get('requests')).toEqual(['2', '1', '3'])
  expect(rows.get('kept in the browser')).toEqual(['0', '0', '2'])
  expect(rows.get('layout shift')).toEqual(['0.000', '0.000', expect.stringMatching(/^0\.[1-9]/)])
  expect(rows.get('4× slower: blocking, ms')?.at(-1)).toMatch(/^[1-9]\d/)
  expect(stdout).toContain('greedy.js keeps cookie visitor, localStorage visits.')

  const [ours, bubble, ratio] = rows.get('script, gzip bytes') ?? []
  expect(ours).toMatch(/^1\d,\d{3}$/)
  expect(bubble).toMatch(/^[45],\d{3}$/)
  expect(ratio).toMatch(/^[23]\.\d×$/)
  for (const name of ['eval + compile, ms', 'all its script, ms', '4× slower: click to panel, ms', 'heap, KB']) {
    expect(rows.get(name)?.slice(0, 2)).toEqual([expect.stringMatching(/^[1-9]/), expect.stringMatching(/^[1-9]/)])
  }
  expect(
    stdout
      .match(/^[✓✗].*$/gm)
      ?.slice(0, 4)
      .map(([mark]) => mark),
  ).toEqual(['✓', '✓', '✓', '✓'])
  expect(code).toBe(0)
}, 120_000)

const toMeasured = (changes: Partial<Measured>, evalMs = 3): Measured => ({
  name: 'script',
  script: { gzip: 12_288, brotli: 11_000 },
  loaded: { gzip: 12_800, brotli: 11_500 },
  requests: 2,
  shift: 0,
  stored: [],
  added: () => [evalMs],
  ...changes,
})

test.each([
  ['nothing', toMeasured({}), []],
  ['its size', toMeasured({ script: { gzip: 12_289, brotli: 1 } }), ['12,289 bytes gzip, of 12,288 at most']],
  ['a third request', toMeasured({ requests: 3 }), ['3 requests before it opens, of 2 at most']],
  ['a cookie', toMeasured({ stored: ['cookie id'] }), ['cookie id kept in the browser before it opens']],
  ['a jump', toMeasured({ shift: 0.01 }), ['layout shift 0.01']],
  ['slowness', toMeasured({}, 6.1), [expect.stringContaining('eval + compile take 2.0× as long')]],
])('names the promise that is broken by %s', (_name, ours, broken) => {
  const verdicts = judge(ours, toMeasured({}))
  expect(verdicts.filter(({ isKept }) => !isKept).map(({ sentence }) => sentence)).toEqual(broken)
})

test.each([
  ['a tag without a script', ['--tag', 'async'], /^--tag belongs to the script before it\.\n$/],
  ['no runs', ['--runs', '0'], /^--runs must be a whole number above zero\.\n$/],
])('says what is wrong with %s', async (_name, args, sentence) => {
  expect(await run(...args)).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(sentence) })
})

test.each([
  ['a missing file', 'gone.js', 'There is no file gone.js.'],
  ['another machine', 'https://cdn.example/chat.js', 'https://cdn.example/chat.js is on another machine'],
])('takes no script from %s', (_name, script, sentence) => {
  expect(() => toSubject(script, '')).toThrow(sentence)
})
