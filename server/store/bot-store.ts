import type { Position } from '#shared/widget-config.ts'

export type BotRecord = {
  id: string
  name: string
  welcome_message: string
  fallback_message: string
  accent_color: string
  position: Position
  show_button_text: boolean
  button_text: string
  /** File name below the avatar folder, without size or ending; null without an avatar. */
  avatar_file: string | null
  /** The widget key, sealed for display. */
  key_sealed: Uint8Array
  message_limit: number
  /** What it may cost in a month, in millionths of a dollar; null without a budget. */
  budget_micro_usd: number | null
  /** 0..1: answers are made from chunks of this relevance or more. */
  relevance_cut: number
  /** Origins and `https://*.host`; none of them means every site. */
  allowed_origins: string[]
  created_at: string
  updated_at: string
}
export type BotFields = Pick<
  BotRecord,
  | 'name'
  | 'welcome_message'
  | 'fallback_message'
  | 'accent_color'
  | 'position'
  | 'show_button_text'
  | 'button_text'
  | 'message_limit'
  | 'budget_micro_usd'
  | 'relevance_cut'
  | 'allowed_origins'
>

/** A bot that is marked as deleted is found by nothing but `listMarked`. */
export type BotStore = {
  /** Oldest first. */
  list(): Promise<BotRecord[]>
  find(id: string): Promise<BotRecord | undefined>
  /** `keyHash` is the SHA-256 of the widget key. */
  findByKey(id: string, keyHash: Uint8Array): Promise<BotRecord | undefined>
  create(bot: BotRecord, keyHash: Uint8Array): Promise<void>
  /** Throws `conflict` where a field to change is neither as in `basedOn` any more nor as wanted already. */
  update(
    id: string,
    changes: Partial<BotFields>,
    now: string,
    basedOn?: Partial<BotFields>,
  ): Promise<BotRecord | undefined>
  replaceKey(id: string, key: { hash: Uint8Array; sealed: Uint8Array }, now: string): Promise<BotRecord | undefined>
  replaceAvatar(id: string, file: string | null, now: string): Promise<BotRecord | undefined>
  /** From now on it is gone for everyone; `delete` takes what belongs to it. */
  mark(id: string, now: string): Promise<BotRecord | undefined>
  /** Those whose deletion has begun. */
  listMarked(): Promise<BotRecord[]>
  /** Takes its sources, chunks, vectors, conversations and counters with it. False when it did not exist. */
  delete(id: string): Promise<boolean>
}

export type SightingRecord = { bot_id: string; host: string; seen_at: string }
/** On which hosts a bot's widget was loaded. */
export type SightingStore = {
  /**
   * Keeps the latest time of each host. Where `maxHosts` are kept already, another takes the place of the longest unseen if it
   * `mayReplace`, or is not kept. Nothing for a bot that is gone.
   */
  note(sighting: SightingRecord, maxHosts: number, mayReplace: boolean): Promise<void>
  /** Latest first. */
  list(botId: string): Promise<SightingRecord[]>
  /** The latest of each bot that was seen. */
  listLatest(): Promise<SightingRecord[]>
}
