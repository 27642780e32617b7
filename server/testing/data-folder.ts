import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { openSqliteStore } from '#server/store/sqlite/open.ts'

const OPEN_URL = new URL('../store/sqlite/open.ts', import.meta.url).href
const FIXTURES_URL = new URL('../store/contract-fixtures.ts', import.meta.url).href
/** Runs in a process or thread of its own: code of ours, imported by address. */
export const PREAMBLE = `
  const { openSqliteStore } = await import('${OPEN_URL}')
  const { buildChunk, buildMessage, NOON } = await import('${FIXTURES_URL}')
`

export let folder: string
/** Of a database that is not there yet. */
export let path: string

/** Call it at the top of a test file: each test then has its own folder. */
export function useDataFolder(): void {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'frontdesk-'))
    path = join(folder, 'data', 'frontdesk.db')
  })
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true })
  })
}

export async function openClosed(): Promise<void> {
  await (await openSqliteStore(path)).close()
}

/** Below: a command that runs it, with its arguments. */
export function runProcess(code: string, below: string[] = []): Promise<{ signal: string | null; output: string }> {
  return new Promise((resolve, reject) => {
    const ours = [process.execPath, '--input-type=module', '-e', PREAMBLE + code, path]
    const [command, ...args] = [...below, ...ours]
    const child = spawn(command ?? '', args)
    let output = ''
    child.stdout.on('data', (data) => (output += String(data)))
    child.stderr.on('data', (data) => (output += String(data)))
    child.on('error', reject)
    child.on('close', (_code, signal) => resolve({ signal, output: output.trim() }))
  })
}
