// The server restarts, the dashboard swaps modules and the widget is built anew as their files change, behind one address.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { createServer as createTcpServer } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, createServer } from 'vite'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const widget = join(root, 'dist/widget/widget.js')
/** Ctrl-C is not a deployment: open streams are given no time to end. */
const STOP_MS = 2_000

process.chdir(root)
if (existsSync('.env')) process.loadEnvFile('.env')
const port = Number(process.env.PORT ?? 8000)
const serverPort = await findFreePort()

const pages = await createServer({
  configFile: 'dashboard/vite.config.ts',
  plugins: [
    { name: 'serve-widget', configureServer: ({ middlewares }) => void middlewares.use('/widget.js', sendWidget) },
  ],
  server: { port, strictPort: true, proxy: { '/api': `http://127.0.0.1:${serverPort}` } },
  logLevel: 'warn',
})
await pages.listen().catch((error) => {
  console.error(`Port ${port} is not free (${error.message}). Stop what uses it, or set PORT to another number.`)
  process.exit(1)
})

const widgetBuild = await build({ configFile: 'widget/vite.config.ts', build: { watch: {} }, logLevel: 'warn' })
widgetBuild.on('event', (event) => {
  if (event.code === 'BUNDLE_END') event.result.close()
  // Whichever page embeds the widget loads it again.
  if (event.code === 'END') pages.ws.send({ type: 'full-reload' })
})

// Whole folders, because the worker loads its files only when it is first needed. In a group of its own, so that the
// watcher and the server under it can be ended together.
const watched = ['server', 'shared', 'migrations'].map((folder) => `--watch-path=${folder}`)
const server = spawn(process.execPath, [...watched, '--watch-preserve-output', 'server/main.ts'], {
  env: {
    ...process.env,
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: String(serverPort),
    // The address that it prints and that the dashboard shows.
    PUBLIC_URL: `http://localhost:${port}`,
  },
  stdio: 'inherit',
  detached: true,
})

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void stop())

async function stop() {
  const ended = once(server, 'exit')
  const group = -Number(server.pid)
  process.kill(group, 'SIGTERM')
  const impatience = setTimeout(() => process.kill(group, 'SIGKILL'), STOP_MS)
  await ended
  clearTimeout(impatience)
  process.exit(0)
}

function sendWidget(_request, response) {
  response.setHeader('Content-Type', 'text/javascript')
  response.setHeader('Cache-Control', 'no-store')
  createReadStream(widget)
    .on('error', () => response.writeHead(404).end())
    .pipe(response)
}

async function findFreePort() {
  const probe = createTcpServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port: free } = probe.address()
  probe.close()
  await once(probe, 'close')
  return free
}
