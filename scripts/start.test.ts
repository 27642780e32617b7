import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

test('a package that does not load on this machine ends the start with what to do', async () => {
  const home = await makeHome()
  await writeFile(join(home, 'dist/server/main.js'), "import 'a-package-of-another-machine'")
  const { said, last, code } = await start(home)
  expect(said).toContain('a-package-of-another-machine')
  expect(last).toBe(
    'A package of Frontdesk does not load. Run "npm ci" here; packages copied from another machine do not work.',
  )
  expect(code).toBe(1)
})

// As a service that may not write into its own folder does, after an update that was not built.
test('a build that fails ends the start with what to do', async () => {
  const home = await makeHome()
  await mkdir(join(home, 'node_modules/vite/bin'), { recursive: true })
  await writeFile(join(home, 'node_modules/vite/bin/vite.js'), "throw new Error('EROFS: read-only file system')")
  const { said, last, code } = await start(home)
  expect(said).toContain('EROFS')
  expect(last).toBe(
    'Frontdesk could not be built; why stands above. Run "npm ci && npm run build" here as the owner of this folder, then start it again.',
  )
  expect(code).toBe(1)
})

/** A folder in which the dashboard and the widget are built, and the server is not. */
async function makeHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'frontdesk-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  for (const folder of ['scripts', 'dist/server', 'dist/dashboard', 'dist/widget']) {
    await mkdir(join(home, folder), { recursive: true })
  }
  await cp(fileURLToPath(new URL('start.js', import.meta.url)), join(home, 'scripts/start.js'))
  await writeFile(join(home, 'package.json'), '{"type":"module"}')
  await writeFile(join(home, 'dist/dashboard/index.html'), '')
  await writeFile(join(home, 'dist/widget/widget.js'), '')
  return home
}

async function start(home: string): Promise<{ said: string; last: string | undefined; code: unknown }> {
  const child = spawn(process.execPath, ['scripts/start.js'], { cwd: home, stdio: ['ignore', 'ignore', 'pipe'] })
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  return { said, last: said.trimEnd().split('\n').at(-1), code }
}
