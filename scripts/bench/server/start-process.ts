import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { environmentSchema } from '#server/config.ts'
import type { Pace } from './fake-model.ts'

export type Running = { url: string; pid: number; output(): string; stop(): Promise<void> }

export const METRICS_TOKEN = 'token-of-the-benchmark'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

const running = new Set<ChildProcess>()
// Nobody else would end them when a measurement breaks off.
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')))

/** An .env of this folder sets nothing that is measured. */
const UNSET = Object.fromEntries(Object.keys(environmentSchema.shape).map((name) => [name, '']))

export const startModel = (pace: Pace): Promise<Running> =>
  startScript('fake-model.ts', { FAKE_MODEL: JSON.stringify(pace) })

/** A script of this folder that prints the port it listens on. */
export const startScript = (name: string, environment: Record<string, string>): Promise<Running> =>
  start([fileURLToPath(new URL(name, import.meta.url))], environment, /Listening on port (\d+)/)

/** The product, by the very command behind `npm start`. */
export const startProduct = (environment: Record<string, string>): Promise<Running> =>
  start(
    ['--max-semi-space-size=4', '--max-old-space-size=512', 'scripts/start.js'],
    { ...UNSET, PORT: '0', ...environment },
    /Frontdesk is running at http:\/\/\w+:(\d+)/,
  )

async function start(args: string[], environment: Record<string, string>, ready: RegExp): Promise<Running> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  let output = ''
  const port = await new Promise<string>((resolve, reject) => {
    const read = (data: Buffer): void => {
      output += data.toString()
      const found = ready.exec(output)?.[1]
      if (found !== undefined) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => reject(new Error(`It ended with ${code}:\n${output}`)))
  })
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, output: () => output, stop: () => stop(child) }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
