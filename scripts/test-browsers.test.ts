import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

// That it proves the widget is what `npm run test:browsers` itself shows. Here: what it says where it cannot.
const script = fileURLToPath(new URL('test-browsers.ts', import.meta.url))
let empty: string
beforeEach(async () => {
  empty = await mkdtemp(join(tmpdir(), 'frontdesk-path-'))
})
afterEach(() => rm(empty, { recursive: true }))

const run = (...args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, PATH: empty, FIREFOX_PATH: '' }
    execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    )
  })

test('says what to install where it cannot install it', async () => {
  const { code, stdout, stderr } = await run()
  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toContain('There is no firefox-esr or firefox and no WebKitWebDriver and no Xvfb on this machine.')
  expect(stderr).toContain('apt-get install -y --no-install-recommends firefox-esr webkit2gtk-driver xvfb')
})

test('asks only for what the named engines need', async () => {
  const { code, stderr } = await run('WebKitGTK')
  expect(code).toBe(1)
  expect(stderr).toContain('There is no WebKitWebDriver and no Xvfb on this machine.')
  expect(stderr).not.toContain('firefox')
})

test.each([
  ['an engine that it does not know', ['Opera'], 1],
  ['a question', ['--help'], 0],
])('explains itself to %s', async (_name, args, status) => {
  const { code, stdout } = await run(...args)
  expect(code).toBe(status)
  expect(stdout).toContain('npm run test:browsers [-- Firefox WebKitGTK]')
})
