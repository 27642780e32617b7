import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

test('a package that does not load on this machine ends the start with what to do', async () => {
  const home = await mkdtemp(join(tmpdir(), 'frontdesk-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  for (const folder of ['scripts', 'dist/server', 'dist/dashboard', 'dist/widget']) {
    await mkdir(join(home, folder), { recursive: true })
  }
  await cp(fileURLToPath(new URL('start.js', import.meta.url)), join(home, 'scripts/start.js'))
  await writeFile(join(home, 'package.json'), '{"type":"module"}')
  await writeFile(join(home, 'dist/dashboard/index.html'), '')
  await writeFile(join(home, 'dist/widget/widget.js'), '')
  await writeFile(join(home, 'dist/server/main.js'), "import 'a-package-of-another-machine'")

  const start = spawn(process.execPath, ['scripts/start.js'], { cwd: home, stdio: ['ignore', 'ignore', 'pipe'] })
  const [said, [code]] = await Promise.all([text(start.stderr), once(start, 'exit')])

  expect(said).toContain('a-package-of-another-machine')
  expect(said.trimEnd().split('\n').at(-1)).toBe(
    'A package of Frontdesk does not load. Run "npm ci" here; packages copied from another machine do not work.',
  )
  expect(code).toBe(1)
})
