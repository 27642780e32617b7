import { basename } from 'node:path'
import type { BackupOutcome, BackupWork } from '#shared/backup.ts'
import type { Deps } from '#server/deps.ts'
import { AppError, toAppError } from '#server/errors.ts'
import type { Report } from './work.ts'

export type Turn = {
  /** What is being done, and how the last work ended. */
  show(): { work: BackupWork | null; outcome: BackupOutcome | null }
  /** Throws `conflict` while other work is under way. `run` may give the path of the backup it made. */
  begin<T>(kind: BackupWork['kind'], run: (report: Report) => Promise<T>): { work: BackupWork; result: Promise<T> }
  /** Settles when what is under way has ended. */
  ended(): Promise<unknown>
}

/** Work on whole databases, one at a time. */
export function openTurn({ log, now, newId }: Pick<Deps, 'log' | 'now' | 'newId'>): Turn {
  let work: BackupWork | null = null
  let outcome: BackupOutcome | null = null
  let ended: Promise<unknown> = Promise.resolve()

  return {
    show: () => ({ work, outcome }),
    ended: () => ended,

    begin(kind, run) {
      if (work !== null) throw new AppError('conflict', 'A backup or a restore is under way. Wait until it is done.')
      const id = newId()
      const started: BackupWork = { id, kind, step: kind === 'inspection' ? 'unpacking' : 'copying', percent: 0 }
      const end = (name: string | null, failure: string | null): void => {
        work = null
        outcome = { id, kind, at: now().toISOString(), name, failure }
      }
      work = started
      const result = run((step, percent) => (work = { ...started, step, percent: Math.floor(percent) }))
      ended = result.then(
        (made) => end(typeof made === 'string' ? basename(made) : null, null),
        (error: unknown) => {
          const { code, message, cause } = toAppError(error)
          const isOurs = code === 'unprocessable' && kind !== 'inspection'
          if (code === 'internal' || code === 'unavailable' || isOurs) log.error({ err: cause ?? error }, message)
          end(null, message)
        },
      )
      return { work: started, result }
    },
  }
}
