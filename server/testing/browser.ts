import { execFile } from 'node:child_process'
import { access, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

// The package holds a Linux x64 build; elsewhere an installed Chrome serves, or CHROMIUM_PATH names a browser.
const hasPackagedBrowser = process.platform === 'linux' && process.arch === 'x64'
const ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none']

/** A headless Chromium for tests. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const path = process.env['CHROMIUM_PATH'] ?? (hasPackagedBrowser ? await unpackBrowser() : undefined)
  return chromium.launch({ args: ARGS, ...(path === undefined ? { channel: 'chrome' } : { executablePath: path }) })
}

/**
 * The package unpacks into the temp folder and takes a half-written file of another worker for a finished one. So each
 * worker unpacks into a folder of its own, and the first to rename it into place wins.
 */
async function unpackBrowser(): Promise<string> {
  const manifest = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'))
  const version = /"version": "([\w.-]+)"/.exec(await readFile(manifest, 'utf8'))?.[1] ?? 'unknown'
  const home = join(tmpdir(), `frontdesk-chromium-${version}`)
  const path = join(home, 'chromium')
  if (await exists(path)) return path

  const own = await mkdtemp(`${home}-`)
  const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath()`
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: own },
  })
  try {
    await rename(own, home)
  } catch (error) {
    await rm(own, { recursive: true, force: true })
    if (!(await exists(path))) throw error
  }
  return path
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
