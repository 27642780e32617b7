import type { AccountStore, CountStore, SessionStore, SettingStore, UsageStore } from './account-store.ts'
import type { BotStore, SightingStore } from './bot-store.ts'
import type { KeptAccount } from './database-files.ts'
import type { ConversationStore, TranscriptStore, UnansweredStore } from './conversation-store.ts'
import type { KnowledgeStore, SourceStore } from './knowledge-store.ts'

/**
 * The storage seam. Each method is one unit of work; no transaction crosses it.
 * Ids are text made by the caller, times are ISO 8601 UTC, months are `YYYY-MM` (UTC).
 * A unique clash throws AppError `conflict`; a full or broken disk throws AppError `unavailable`.
 */
export type Store = {
  bots: BotStore
  sources: SourceStore
  sightings: SightingStore
  knowledge: KnowledgeStore
  conversations: ConversationStore
  unanswered: UnansweredStore
  transcripts: TranscriptStore
  account: AccountStore
  sessions: SessionStore
  settings: SettingStore
  usage: UsageStore
  counts: CountStore
  /** Proves that the database can be written; throws `unavailable` when it cannot. */
  checkWritable(): Promise<void>
  /**
   * Puts a prepared database (see `DatabaseFiles`) in the place of the present one, which is gone then; calls wait
   * meanwhile. On any failure the present one stays. False, and nothing is replaced, when whoever it was handed over for
   * has changed since: another password, signed out.
   */
  replaceWith(path: string, keep: KeptAccount | undefined): Promise<boolean>
  close(): Promise<void>
}
