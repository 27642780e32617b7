import { Worker } from 'node:worker_threads'
import type { BackupJob, BackupJobs, BackupReport, Report, RunBackupJob } from './backups/work.ts'
import { AppError } from './errors.ts'
import type { Log } from './log.ts'
import { threadFile } from './open-thread.ts'

/**
 * A thread for each job, ended with it: copying a database holds a thread for seconds, and the other worker embeds the
 * questions of visitors.
 */
export function createBackupThreads({ log }: { log: Log }): RunBackupJob {
  return <K extends BackupJob>(job: K, input: BackupJobs[K]['input'], report?: Report) =>
    new Promise<BackupJobs[K]['output']>((resolve, reject) => {
      const thread = new Worker(threadFile('backup-worker'), { workerData: { job, input } })
      thread.on('message', (message: BackupReport) => {
        if (message.type === 'progress') report?.(message.step, message.percent)
        else if (message.type === 'done') resolve(message.output)
        else reject(new AppError(message.code, message.message, { cause: message.cause }))
      })
      thread.on('error', (error) => log.error({ err: error }, 'A backup thread died'))
      thread.on('exit', () => reject(new AppError('unavailable', 'The work was broken off by a failure. Try again.')))
    })
}
