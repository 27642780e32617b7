// Plain JavaScript without anything new in it, so that an old Node can read as far as the sentence below.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, statSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const BUILDS = [
  { room: 'server', sources: ['migrations', 'package.json'], result: 'dist/server/main.js' },
  { room: 'dashboard', sources: [], result: 'dist/dashboard/index.html' },
  { room: 'widget', sources: [], result: 'dist/widget/widget.js' },
]

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `Frontdesk needs Node 24 or newer; this is ${process.version}. Run "npm ci", which brings it, then "npm start".`,
  )
  process.exit(1)
}

if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'))
// Before the first import: libraries look at it once.
process.env.NODE_ENV = 'production'

await buildWhatIsMissing()

// Keeps what was compiled: a second start takes less time and less memory. By this name the threads find it too.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/node')
module.enableCompileCache()
try {
  await import(new URL('../dist/server/main.js', import.meta.url).href)
} catch (error) {
  // It says itself what goes wrong once it runs; this is a package that does not load.
  console.error(error)
  console.error(
    'A package of Frontdesk does not load. Run "npm ci" here; packages copied from another machine do not work.',
  )
  process.exit(1)
}

async function buildWhatIsMissing() {
  const stale = BUILDS.filter(({ room, sources, result }) => {
    const newest = [room, ...sources, 'shared', 'package-lock.json'].map((path) => newestChange(join(root, path)))
    return newestChange(join(root, result)) <= Math.max(...newest)
  })
  if (stale.length === 0) return

  // A production image has no vite and no sources; its build came with it.
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  if (!existsSync(vite)) {
    if (BUILDS.every(({ result }) => existsSync(join(root, result)))) return
    console.error('Frontdesk is not built, and what builds it is not installed. Run "npm ci".')
    process.exit(1)
  }
  console.log('Building (once)…')
  await Promise.all(stale.map(({ room }) => build(vite, `${room}/vite.config.ts`)))
}

/**
 * In a process of its own: the server would keep the 500 MB that a build takes.
 * @param {string} vite
 * @param {string} config
 */
async function build(vite, config) {
  const args = [vite, 'build', '--config', config, '--logLevel', 'warn']
  const [code] = await once(spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }), 'exit')
  if (code === 0) return
  console.error(
    'Frontdesk could not be built; why stands above. Run "npm ci && npm run build" here as the owner of this folder, then start it again.',
  )
  process.exit(1)
}

/**
 * When a file, or the newest file in a folder, was last changed; 0 when there is none.
 * @param {string} path
 * @returns {number}
 */
function newestChange(path) {
  if (!existsSync(path)) return 0
  const stats = statSync(path)
  // What the type check leaves beside the sources is no source.
  if (path.endsWith('.tsbuildinfo')) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newestChange(join(path, name))))
}
