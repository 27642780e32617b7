import { destination, type Logger, multistream, pino } from 'pino'
import pretty from 'pino-pretty'
import type { Config } from './config.ts'
import { openErrorFile } from './log-file.ts'

export type Log = Logger

const SECRET_FIELD =
  /"((?:\w*_)?(?:api_?key|password|token|authorization|(?:set-)?cookie|secret)\w*)":"(?:[^"\\]|\\.)*"/gi
const OPENAI_KEY = /\bsk-[\w-]{6,}/g

/** Of lines that cannot be written now and may be later. */
const MAX_WAITING_CHARS = 1024 * 1024

/** JSON lines to stdout, readable ones on a terminal, and errors to error.log too. Keys are struck out wherever they stand. */
export function createLog(config: Pick<Config, 'logLevel' | 'logPath' | 'openai'>): Log {
  const stdout = process.stdout.isTTY
    ? pretty({ sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' })
    : destination({ dest: 1, sync: true, maxLength: MAX_WAITING_CHARS })
  // Whoever read our output may go, and the disk under it may be full; we stay.
  stdout.on('error', () => undefined)
  process.stdout.on('error', () => undefined)

  const options = {
    level: config.logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: { streamWrite: (line: string) => strikeSecrets(line, config.openai?.apiKey) },
  }
  return pino(
    options,
    multistream([
      { level: 'trace', stream: stdout },
      { level: 'error', stream: openErrorFile(config.logPath) },
    ]),
  )
}

/** For a thread that hands its lines to the one that writes them. */
export const createForwardingLog = (level: string, forward: (line: string) => void): Log =>
  pino({ level, base: null }, { write: forward })

/** In one line of JSON. */
export function strikeSecrets(line: string, apiKey: string | undefined): string {
  const known = apiKey === undefined ? line : line.replaceAll(apiKey, '[key]')
  return known.replace(SECRET_FIELD, '"$1":"[hidden]"').replace(OPENAI_KEY, '[key]')
}
