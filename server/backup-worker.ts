import { setPriority, constants } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { inspectArchive } from './backups/inspect-archive.ts'
import { makeBackup } from './backups/make-backup.ts'
import type { BackupJob, BackupJobs, BackupOrder, BackupReport, Report } from './backups/work.ts'
import { toAppError } from './errors.ts'
import { databaseFiles as files } from './store/sqlite/database-files.ts'

// The third composition root: one piece of work on whole databases, away from the thread that talks to visitors.

const port = parentPort
if (port === null) throw new Error('backup-worker.ts runs in a worker thread only.')
const order = z.custom<BackupOrder>((given) => typeof given === 'object' && given !== null).parse(workerData)
const tell = (message: BackupReport): void => port.postMessage(message)

// On Linux a thread has a priority of its own; elsewhere it would be the whole process's.
if (process.platform === 'linux') giveWay()

function giveWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW)
  } catch {
    // A sandbox may forbid it; the work is done all the same.
  }
}

let lastTold = ''
const report: Report = (step, percent) => {
  const whole = Math.floor(percent)
  if (lastTold === `${step} ${whole}`) return
  lastTold = `${step} ${whole}`
  tell({ type: 'progress', step, percent: whole })
}

function work(): Promise<BackupJobs[BackupJob]['output']> {
  switch (order.job) {
    case 'make': {
      const { config, kind, target } = order.input
      return makeBackup({ config, files, now: () => new Date(), report }, kind, target)
    }
    case 'inspect':
      return inspectArchive({ files, report }, order.input.archive, order.input.folder)
    case 'hand_over':
      return files.handOver(order.input.database, order.input.keep)
  }
}

try {
  tell({ type: 'done', output: await work() })
} catch (error) {
  const { code, message, cause } = toAppError(error)
  tell({ type: 'failed', code, message, cause })
}
