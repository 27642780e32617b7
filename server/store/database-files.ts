import type { Counts } from '#shared/backup.ts'
import type { AccountRecord, SessionRecord } from './account-store.ts'
import type { BotRecord } from './bot-store.ts'

/** What a database file holds, once it is known to be wholly one of ours. */
export type DatabaseContents = {
  /** The last migration it has had. */
  schema: string
  /** Migrations wait for it. */
  is_older: boolean
  counts: Counts
  bots: Pick<BotRecord, 'id' | 'name' | 'key_sealed' | 'avatar_file'>[]
}
/** Who stays signed in when another database takes the place of the present one. */
export type KeptAccount = { account: AccountRecord; session: SessionRecord | undefined }

/**
 * Database files that no store has open: the copy in a backup, or what came out of one. Seconds of work that hold
 * their thread; a file may come from anyone. Throws AppError `unprocessable` with a sentence for a file that is not ours.
 */
export type DatabaseFiles = {
  /** The file's size with its log: what a copy may need. */
  measure(path: string): Promise<number>
  /** Throws `unprocessable` for a damaged one, which it leaves untouched. */
  assertSound(path: string): Promise<void>
  /** One moment of a database that others go on writing. */
  copy(from: string, to: string): Promise<void>
  /** Its schema, its integrity, its text indexes and its references; changes nothing. */
  check(path: string): Promise<DatabaseContents>
  bringUpToDate(path: string): Promise<void>
  /** Ends its sessions and, where there is someone to keep, gives it that account. Then it can take the place of another. */
  handOver(path: string, keep: KeptAccount | undefined): Promise<void>
}
