import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The server from its sources. */
const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const START_TIMEOUT_MS = 30_000

export type RunningFrontdesk = {
  url: string
  pid: number
  folder: string
  /** Present until the account exists. */
  setupUrl: string | undefined
  /** All it has written so far. */
  output(): string
  /** Sends a signal and waits for the exit code; null when the signal killed it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts the product as its own process on a free port, on `folder` or a new temporary one. */
export async function startFrontdesk(
  environment: Record<string, string> = {},
  folder?: string,
  script = MAIN,
): Promise<RunningFrontdesk> {
  const home = folder ?? (await mkdtemp(join(tmpdir(), 'frontdesk-')))
  const child = spawn(process.execPath, [script], {
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PORT: '0',
      DATABASE_URL: `sqlite:${join(home, 'data', 'frontdesk.db')}`,
      UPLOAD_PATH: join(home, 'data', 'uploads'),
      BACKUP_PATH: join(home, 'data', 'backups'),
      LOG_PATH: join(home, 'logs'),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  let output = ''
  const started = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Frontdesk did not start in time:\n${output}`)), START_TIMEOUT_MS)
    const read = (data: Buffer) => {
      output += data.toString()
      const address = /Frontdesk is running at (http:\/\/[^\s"]+)/.exec(output)?.[1]
      if (address === undefined) return
      clearTimeout(timer)
      resolve(address)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`Frontdesk ended with ${code}:\n${output}`))
    })
  })
  const url = await started.catch(async (error: unknown) => {
    child.kill('SIGKILL')
    if (folder === undefined) await rm(home, { recursive: true, force: true })
    throw error
  })
  return {
    url,
    pid: child.pid ?? 0,
    folder: home,
    get setupUrl() {
      return /(http:\/\/\S+\/setup\?token=[\w-]+)/.exec(output)?.[1]
    },
    output: () => output,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      await exited
      if (folder === undefined && signal === 'SIGTERM') await rm(home, { recursive: true, force: true })
      return child.exitCode
    },
  }
}
