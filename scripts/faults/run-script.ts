import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type RunningScript = { child: ChildProcess; ended: Promise<{ code: number | null; output: string }> }

/** `npm run backup` or `npm run restore` on a folder as `startFrontdesk` uses it. */
export function runScript(name: 'backup' | 'restore', home: string, args: string[] = []): RunningScript {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`../${name}.ts`, import.meta.url)), ...args], {
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: join(home, 'cache'),
      DATABASE_URL: `sqlite:${join(home, 'data', 'frontdesk.db')}`,
      UPLOAD_PATH: join(home, 'data', 'uploads'),
      BACKUP_PATH: join(home, 'data', 'backups'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)))
  return { child, ended: once(child, 'close').then(() => ({ code: child.exitCode, output })) }
}
