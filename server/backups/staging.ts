import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What is being made, beside what is whole: a folder, or a backup on its way to a browser. It carries its process's number. */
const STAGING = /^\.making-(?:(\d+)-)?/
export const toStaging = (name: string): string => `.making-${process.pid}-${name}`

/** A copy of 1 GB takes a minute. In another container the same number may be another process. */
const LEFT_BEHIND_MS = 60 * 60_000

/**
 * Removes what processes that died were making: a copy of the database each, which would fill the disk where one dies again
 * and again. `ownToo` at the start: nothing is being made yet, and in a container every process has the same number.
 */
export async function removeLeftBehind(folder: string, now: Date, ownToo = false): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const match = STAGING.exec(name)
    if (match === null) continue
    const path = join(folder, name)
    const stats = await stat(path).catch(() => undefined)
    const isOld = now.getTime() - (stats?.mtimeMs ?? 0) > LEFT_BEHIND_MS
    const isDead = match[1] !== undefined && (Number(match[1]) === process.pid ? ownToo : !isAlive(Number(match[1])))
    if (isOld || isDead) await rm(path, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
