import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const MAX_BYTES = 5 * 1024 * 1024
/** error.log and error.log.1 to error.log.4. */
const MAX_FILES = 5

/**
 * Appends to error.log and turns it over when it is full. Errors are rare, so each line opens the file anew: it may be
 * moved or deleted at any time. A log that cannot be written stops nobody.
 */
export function openErrorFile(logPath: string, maxBytes = MAX_BYTES): { write(line: string): void } {
  const path = join(logPath, 'error.log')
  return {
    write(line) {
      try {
        mkdirSync(logPath, { recursive: true })
        if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) + line.length > maxBytes) turnOver(path)
        appendFileSync(path, line, { mode: 0o600 })
      } catch {
        // The same line goes to stdout.
      }
    },
  }
}

function turnOver(path: string): void {
  for (let number = MAX_FILES - 1; number >= 1; number -= 1) {
    const older = number === 1 ? path : `${path}.${number - 1}`
    if (statSync(older, { throwIfNoEntry: false })) renameSync(older, `${path}.${number}`)
  }
}
