import type { BackupKind, Backups, BackupStep, BackupWork } from '#shared/backup.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { Config } from '#server/config.ts'
import type { SessionRecord } from '#server/store/account-store.ts'
import type { DatabaseContents, KeptAccount } from '#server/store/database-files.ts'
import type { Manifest } from './manifest.ts'

/** A backup unpacked into `folder`, checked, and brought up to this version. */
export type Unpacked = { folder: string; manifest: Manifest; contents: DatabaseContents; was_older: boolean }

export type BackupConfig = Pick<Config, 'databasePath' | 'uploadPath' | 'backupPath'>

/** The slow work on whole databases: each kind with what it takes and what it gives. */
export type BackupJobs = {
  /** Gives the path of the backup; `target` is one outside the folder of backups. */
  make: { input: { config: BackupConfig; kind: BackupKind; target?: string }; output: string }
  inspect: { input: { archive: string; folder: string }; output: Unpacked }
  /** Makes an unpacked database ready to take the place of the present one. */
  hand_over: { input: { database: string; keep: KeptAccount | undefined }; output: void }
}
export type BackupJob = keyof BackupJobs
export type Report = (step: BackupStep, percent: number) => void

/** Does one of them away from the thread that talks to visitors. Throws AppError as the work did. */
export type RunBackupJob = <K extends BackupJob>(
  job: K,
  input: BackupJobs[K]['input'],
  report?: Report,
) => Promise<BackupJobs[K]['output']>

/** What a backup thread is started with. */
export type BackupOrder = { [K in BackupJob]: { job: K; input: BackupJobs[K]['input'] } }[BackupJob]
/** What it sends back. */
export type BackupReport =
  | { type: 'progress'; step: BackupStep; percent: number }
  | { type: 'done'; output: BackupJobs[BackupJob]['output'] }
  | { type: 'failed'; code: ErrorCode; message: string; cause: unknown }

/** Backups as the owner sees them: what there is, what is being done, and how the last work ended. */
export type BackupDesk = {
  show(): Promise<Backups>
  /** Begins one; `show` tells how it goes. Throws `conflict` while other work is under way. */
  create(kind: BackupKind): BackupWork
  /** Makes a fresh one that is not kept; whoever takes it removes it. */
  makeFresh(): Promise<{ name: string; path: string; remove(): Promise<void> }>
  /** The file's path. Throws `not_found` for any name that is not listed. */
  getPath(name: string): Promise<string>
  /** Throws `not_found`, and `conflict` for the last good one. */
  delete(name: string): Promise<void>
  /** Takes a piece of an archive; returns how many bytes there are. */
  addPiece(at: { id: string; offset: number }, piece: AsyncIterable<Uint8Array>): Promise<number>
  /** Begins to unpack and check one of the list or an upload; `show` then tells what is inside. */
  inspect(file: { name: string } | { upload: string }): Promise<BackupWork>
  /** Begins to put the inspected one in the place of everything. Throws `not_found` when it is no longer there. */
  restore(inspection: string, session: SessionRecord): BackupWork
  /** Forgets what was inspected, and uploads. */
  discard(): Promise<void>
  /** An automatic one; its failure stays in sight until one succeeds. Waits for other work. */
  runAutomatic(): Promise<void>
  /** Settles when what is under way has ended. */
  ended(): Promise<unknown>
}
