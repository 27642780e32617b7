// Proves the widget in every engine that visitors have: Blink, Gecko and WebKit. Installs those that are missing.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const USAGE = `The widget's tests in Chromium, Firefox and WebKitGTK, or in those that are named.

  npm run test:browsers [-- Firefox WebKitGTK]`

/** What an engine needs on the PATH, one of each, and the package of Debian that brings it. Chromium comes with npm. */
const ENGINES: Record<string, { programs: string[]; package: string }[]> = {
  Chromium: [],
  Firefox: [{ programs: [process.env['FIREFOX_PATH'] || 'firefox-esr', 'firefox'], package: 'firefox-esr' }],
  WebKitGTK: [
    { programs: ['WebKitWebDriver'], package: 'webkit2gtk-driver' },
    { programs: ['Xvfb'], package: 'xvfb' },
  ],
}
type Result = { ancestorTitles: string[]; status: string; meta: { browser?: string } }
type Report = { testResults: { assertionResults: Result[] }[] }
const parse: (text: string) => Report = JSON.parse

/** It takes about two on two cores. */
const MAX_MS = 8 * 60_000
const GRACE_MS = 3_000

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(ENGINES)
if (names.some((name) => !(name in ENGINES))) {
  console.log(USAGE)
  process.exit(names.includes('--help') ? 0 : 1)
}
install()
run(
  process.execPath,
  'node_modules/vite/bin/vite.js',
  'build',
  '--config',
  'widget/vite.config.ts',
  '--logLevel',
  'warn',
)
process.exitCode = (await test()) ? 0 : 1

/** Where a program is, if it is anywhere. */
function find(program: string): string | undefined {
  const folders = program.includes('/') ? [''] : (process.env['PATH'] ?? '').split(delimiter)
  return folders
    .map((folder) => join(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}

function install(): void {
  const missing = () => names.flatMap((name) => ENGINES[name] ?? []).filter(({ programs }) => !programs.some(find))
  const packages = missing().map((need) => need.package)
  if (packages.length === 0) return

  const command = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages]
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo']
  if (find('apt-get') && asRoot.every(find)) {
    console.log(`Installing ${packages.join(', ')}…`)
    for (const [program = '', ...args] of [
      [...asRoot, 'apt-get', 'update', '-q'],
      [...asRoot, ...command],
    ]) {
      spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    }
  }
  const left = missing().map(({ programs }) => programs.join(' or '))
  if (left.length === 0) return
  console.error(
    `There is no ${left.join(' and no ')} on this machine. On Debian and Ubuntu "${[...asRoot, ...command].join(' ')}" installs what is missing; elsewhere put it on the PATH, or name only the engines you have: npm run test:browsers -- Chromium`,
  )
  process.exit(1)
}

function run(program: string, ...args: string[]): void {
  const { status } = spawnSync(program, args, { stdio: 'inherit' })
  if (status !== 0) process.exit(1)
}

/** Runs the tests and says how each engine did. */
async function test(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-engines-'))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const firefox = ENGINES['Firefox']?.[0]?.programs.map(find).find(Boolean)
  // In a group of its own, so that no browser outlives the command, whatever it hangs in.
  const vitest = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', 'widget/engines', ...reporters], {
    env: { ...process.env, ENGINES: names.join(), ...(firefox && { FIREFOX_PATH: firefox }) },
    stdio: 'inherit',
    detached: true,
  })
  const kill = (signal: NodeJS.Signals) => {
    try {
      process.kill(-Number(vitest.pid), signal)
    } catch {
      // All of them are gone already.
    }
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => kill('SIGTERM'))
  const impatience = setTimeout(() => {
    console.error(`It took longer than ${MAX_MS / 60_000} minutes.`)
    kill('SIGTERM')
    setTimeout(kill, GRACE_MS, 'SIGKILL')
  }, MAX_MS)
  await once(vitest, 'exit')
  clearTimeout(impatience)
  kill('SIGKILL')

  // Without a report it stopped before the tests.
  const { testResults } = existsSync(report) ? parse(readFileSync(report, 'utf8')) : { testResults: [] }
  const results = testResults.flatMap(({ assertionResults }) => assertionResults)
  rmSync(folder, { recursive: true })
  return names.map((name) => summarise(name, results)).every(Boolean)
}

function summarise(name: string, results: Result[]): boolean {
  const own = results.filter(({ ancestorTitles }) => ancestorTitles.includes(name))
  const passed = own.filter(({ status }) => status === 'passed').length
  const version = own.find(({ meta }) => meta.browser)?.meta.browser
  console.log(version ? `${name} ${version}: ${passed} passed, ${own.length - passed} failed` : `${name} did not start`)
  return passed > 0 && passed === own.length
}
