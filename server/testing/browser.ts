import { execFile } from 'node:child_process'
import { access, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

// The package holds a Linux x64 build; elsewhere an installed Chrome serves, or CHROMIUM_PATH names a browser.
const hasPackagedBrowser = process.platform === 'linux' && process.arch === 'x64'
const ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none']

/** A headless Chromium for tests. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const installed = process.env['CHROMIUM_PATH']
  if (installed !== undefined) return chromium.launch({ args: ARGS, executablePath: installed })
  if (!hasPackagedBrowser) return chromium.launch({ args: ARGS, channel: 'chrome' })
  const home = await unpackBrowser()
  return chromium.launch({
    args: ARGS,
    executablePath: join(home, 'chromium'),
    env: { ...process.env, LD_LIBRARY_PATH: join(home, 'al2023', 'lib'), FONTCONFIG_PATH: join(home, 'fonts') },
  })
}

/**
 * The package unpacks into the temp folder and takes a half-written file of another worker for a finished one. So each
 * worker unpacks into a folder of its own, and the first to rename it into place wins.
 *
 * Its libraries (NSS, expat) come out only where it believes itself on Amazon Linux; a bare Debian has neither them nor a
 * font, and without a font every text is 0 pixels wide. So both are always the package's own, the same on each machine.
 */
async function unpackBrowser(): Promise<string> {
  const manifest = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'))
  const version = /"version": "([\w.-]+)"/.exec(await readFile(manifest, 'utf8'))?.[1] ?? 'unknown'
  const home = join(tmpdir(), `frontdesk-chromium-${version}`)
  if (await exists(join(home, 'chromium'))) return home

  const own = await mkdtemp(`${home}-`)
  const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath()`
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: own, AWS_EXECUTION_ENV: 'nodejs24.x' },
  })
  await writeFile(join(own, 'fonts', 'fonts.conf'), fontsConfig(join(home, 'fonts')))
  try {
    await rename(own, home)
  } catch (error) {
    await rm(own, { recursive: true, force: true })
    if (!(await exists(join(home, 'chromium')))) throw error
  }
  return home
}

const fontsConfig = (folder: string) =>
  `<?xml version="1.0"?><fontconfig><dir>${folder}</dir><cachedir>${folder}/cache</cachedir></fontconfig>`

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
