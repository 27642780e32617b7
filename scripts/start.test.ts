import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const START = fileURLToPath(new URL('start.js', import.meta.url))
/** Everything is built but the server. */
const FILES = { 'package.json': '{"type":"module"}', 'dist/dashboard/index.html': '', 'dist/widget/widget.js': '' }

test.each([
  {
    what: 'a package that does not load on this machine',
    files: { 'dist/server/main.js': "import 'a-package-of-another-machine'" },
    why: 'a-package-of-another-machine',
    advice:
      'A package of Frontdesk does not load. Run "npm ci" here; packages copied from another machine do not work.',
  },
  {
    // As of a service that may not write into its own folder, after an update that was not built.
    what: 'a build that fails',
    files: { 'node_modules/vite/bin/vite.js': "throw new Error('EROFS: read-only file system')" },
    why: 'EROFS: read-only file system',
    advice:
      'Frontdesk could not be built; why stands above. Run "npm ci && npm run build" here as the owner of this folder, then start it again.',
  },
])('$what ends the start with what to do', async ({ files, why, advice }) => {
  const home = await mkdtemp(join(tmpdir(), 'frontdesk-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  await cp(START, join(home, 'scripts/start.js'))
  for (const [path, content] of Object.entries({ ...FILES, ...files })) {
    await mkdir(dirname(join(home, path)), { recursive: true })
    await writeFile(join(home, path), content)
  }

  const start = spawn(process.execPath, ['scripts/start.js'], { cwd: home, stdio: ['ignore', 'ignore', 'pipe'] })
  const [said, [code]] = await Promise.all([text(start.stderr), once(start, 'exit')])

  expect(said).toContain(why)
  expect(said.trimEnd().split('\n').at(-1)).toBe(advice)
  expect(code).toBe(1)
})
