import type { Counts } from '#shared/backup.ts'
import type { Position } from '#shared/widget-config.ts'
import type { SourceStatus } from '#shared/source.ts'

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
   * meanwhile. On any failure the present one stays.
   */
  replaceWith(path: string): Promise<void>
  close(): Promise<void>
}

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
  /** 0..1: answers are made from chunks of this relevance or more. */
  relevance_cut: number
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
  | 'relevance_cut'
>

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
  /** Takes its sources, chunks, vectors, conversations and counters with it. False when it did not exist. */
  delete(id: string): Promise<boolean>
}

export type SourceRecord = {
  id: string
  bot_id: string
  type: 'url' | 'text'
  content: string
  title: string
  status: SourceStatus
  status_detail: string | null
  progress_done: number
  progress_total: number
  /** What the training under way, or the last one, has read. */
  progress_words: number
  progress_chunks: number
  started_at: string | null
  step_started_at: string | null
  words: number
  chunks: number
  embedder: string | null
  created_at: string
  updated_at: string
  trained_at: string | null
}

/** A source without its text, which is long and seldom needed. */
export type SourceSummary = Omit<SourceRecord, 'content'>
/** A bot's newest source: its address, or the first 2,048 characters of its text. */
export type NewestSource = Pick<SourceRecord, 'bot_id' | 'type' | 'content'>

export type SourceStore = {
  /** Oldest first. */
  list(botId: string): Promise<SourceRecord[]>
  /** Every bot's sources, oldest first, for the overview. */
  listAll(): Promise<SourceSummary[]>
  /** One for each bot that has any. */
  listNewest(): Promise<NewestSource[]>
  find(id: string): Promise<SourceRecord | undefined>
  /**
   * Queues a training: the bot's source with the same URL again, else a new source with `id`.
   * Its old chunks stay until the new ones replace them. Throws `not_found` for an unknown bot
   * and `conflict` when that source is in work already.
   */
  queue(
    source: { id: string; bot_id: string; type: 'url' | 'text'; content: string; title: string },
    now: string,
  ): Promise<SourceRecord>
  /** Queues an existing source again. Undefined when it is gone; `conflict` when it is in work. */
  requeue(id: string, now: string): Promise<SourceRecord | undefined>
  /** Queues a pasted text with other words; the old ones go on answering until it is trained. Undefined and `conflict` as above. */
  replaceContent(id: string, content: string, now: string): Promise<SourceRecord | undefined>
  /**
   * `read` is what the training found, as soon as it is known; a step begins when the status changes, the training when it leaves the queue.
   * Undefined when the source was deleted meanwhile.
   */
  replaceProgress(
    id: string,
    progress: {
      status: SourceStatus
      done: number
      total: number
      read?: { title: string; words: number; chunks: number } | undefined
    },
    now: string,
  ): Promise<SourceRecord | undefined>
  /** Ends a training with its reason; the old chunks stay. */
  fail(id: string, detail: string, now: string): Promise<SourceRecord | undefined>
  /** At start: every source still in work was interrupted. Returns how many. */
  failAllInWork(detail: string, now: string): Promise<number>
  delete(id: string): Promise<boolean>
}

/** One chunk as training makes it, with unit vectors; none in text-only mode. */
export type NewChunk = {
  index: number
  heading_path: string[]
  text: string
  /** One for each window that the embedder read. */
  vectors: Float32Array[]
  /** One for each passage that can be quoted; none for an embedder that reads whole chunks. */
  passages: { text: string; vector: Float32Array }[]
}
/** `text` is the source as it was read. */
export type Trained = {
  title: string
  text: string
  words: number
  embedder: string | null
  detail: string | null
  chunks: NewChunk[]
}
/** `text` is null for what was trained before texts were kept. `windows` and `passages` count the chunk's vectors. */
export type Learned = {
  text: string | null
  chunks: { index: number; heading_path: string[]; text: string; windows: number; passages: number }[]
}
export type StoredChunk = {
  id: number
  source_id: string
  source_type: 'url' | 'text'
  /** Null for pasted text. */
  url: string | null
  title: string
  index: number
  heading_path: string[]
  text: string
}
/** The bot's text index asked for some terms. */
export type TextMatches = {
  /** How many chunks the bot has. */
  total: number
  /** In how many of them each asked term occurs, in the order asked. */
  documentCounts: number[]
  /** Best first; `score` is BM25 with larger meaning better; `terms` are indices into the asked terms, `scores` what each of these adds. */
  hits: { chunk_id: number; score: number; terms: number[]; scores: number[] }[]
}

export type KnowledgeStore = {
  /** Swaps the source's text, chunks, text index and vectors, and marks it done, in one transaction. Undefined when the source was deleted meanwhile. */
  replace(sourceId: string, trained: Trained, now: string): Promise<SourceRecord | undefined>
  /** What a source's last training made of it, chunks in reading order. Undefined when the bot has no such source. */
  findLearned(botId: string, sourceId: string): Promise<Learned | undefined>
  /** `terms` are plain words, or the beginning of one with * (at most 32 are used); a chunk matches when it holds any of them. */
  findByTerms(botId: string, terms: string[], limit: number): Promise<TextMatches>
  /**
   * Nearest chunks by the mean of their best window and their best passage, best first; only vectors of this embedder are compared.
   * `cosine` is -1..1.
   */
  findByVector(
    botId: string,
    embedder: string,
    vector: Float32Array,
    limit: number,
  ): Promise<{ chunk_id: number; cosine: number }[]>
  /** The passages of some chunks, each with its cosine. */
  comparePassages(
    botId: string,
    embedder: string,
    vector: Float32Array,
    ids: number[],
  ): Promise<{ chunk_id: number; text: string; cosine: number }[]>
  /** In the order asked; ids that are gone, or another bot's, are left out. */
  listChunks(botId: string, ids: number[]): Promise<StoredChunk[]>
}

export type MessageRecord = {
  id: string
  role: 'user' | 'assistant'
  content: string
  created_at: string
  /** `partial`: the answer was cut off. `failed`: this visitor's message got no answer and was refunded. */
  status: 'complete' | 'partial' | 'failed'
  answered: boolean | null
  sources: UsedChunk[]
}
/** A chunk that an answer was made from, as it was then. */
export type UsedChunk = {
  title: string
  url: string | null
  excerpt: string
  relevance: number
  text: string
  used: boolean
}
export type Turn = { role: 'user' | 'assistant'; content: string }

export type ConversationStore = {
  /**
   * In one transaction: takes one message of the bot's monthly limit, finds or creates the session's conversation, keeps the visitor's message.
   * `recent` holds the conversation's messages before this one, oldest first, at most 10, without refunded ones.
   * Undefined when the limit is reached, or the bot is gone.
   */
  accept(
    message: {
      bot_id: string
      session_id: string
      conversation_id: string
      message_id: string
      content: string
      month: string
    },
    now: string,
  ): Promise<{ conversation_id: string; recent: Turn[] } | undefined>
  /** Keeps the answer and touches the conversation; nothing when that was deleted with its bot meanwhile. */
  keepAnswer(
    answer: {
      id: string
      conversation_id: string
      content: string
      answered: boolean
      status: 'complete' | 'partial'
      sources: UsedChunk[]
    },
    now: string,
  ): Promise<void>
  /** Gives the message back to the month it was taken from, once, and marks it failed. */
  refund(messageId: string): Promise<void>
  findMessage(id: string): Promise<MessageRecord | undefined>
  /** When each bot's newest conversation was last touched, by bot id; bots without any are left out. */
  listLatest(): Promise<Map<string, string>>
}

export type SightingRecord = { bot_id: string; host: string; seen_at: string }
/** On which hosts a bot's widget was loaded. */
export type SightingStore = {
  /** Keeps the latest time of each host; past `maxHosts` the bot's longest unseen are forgotten. Nothing for a bot that is gone. */
  note(sighting: SightingRecord, maxHosts: number): Promise<void>
  /** Latest first. */
  list(botId: string): Promise<SightingRecord[]>
  /** The latest of each bot that was seen. */
  listLatest(): Promise<SightingRecord[]>
}

/** A visitor's question whose answer was a refusal. `content` may be cut. */
export type UnansweredQuestion = {
  id: string
  bot_id: string
  conversation_id: string
  content: string
  asked_at: string
}
/** What became of a question: `answered` means that the bot knows by now. */
export type Settled = 'answered' | 'dismissed'

export type UnansweredStore = {
  /** Not settled yet, newest first, of all bots. */
  listAll(limit: number): Promise<UnansweredQuestion[]>
  /** The same of one bot. */
  list(botId: string, limit: number): Promise<UnansweredQuestion[]>
  /** Of these, those of the bot that are not settled, newest first. */
  findOpen(botId: string, ids: string[]): Promise<UnansweredQuestion[]>
  /** Settles those of the bot, or opens them again with null. Returns how many there were. */
  settle(botId: string, ids: string[], settled: Settled | null, now: string): Promise<number>
}

/** A conversation as its owner sees it; the visitor's session stays out of it. */
export type ConversationRecord = {
  id: string
  bot_id: string
  bot_name: string
  /** How it begins and what was said last, of each at most 300 characters. */
  first_text: string
  last_text: string
  /** How many messages it has, and how many of its questions were not answered. */
  messages: number
  unanswered: number
  created_at: string
  updated_at: string
}
/** The newest message of a conversation that holds what was searched. */
export type FoundMessage = Pick<MessageRecord, 'id' | 'role' | 'content' | 'created_at'>
/** Which conversations: those of one bot, those with an unanswered question. */
export type ConversationFilter = { bot_id?: string | undefined; unanswered?: boolean | undefined }
/** `next` is where the next page goes on; null after the last one. */
export type Page<Item> = { items: Item[]; next: string | null }

/** Conversations for the owner. `after` is the `next` of the page before; anything else throws `bad_input`. */
export type TranscriptStore = {
  /** Newest first. */
  list(of: ConversationFilter, after: string | undefined, limit: number): Promise<Page<ConversationRecord>>
  /**
   * Conversations with a message that holds all of the words, the last of which may be a beginning; newest such message first.
   * A page may be short, even empty, with more to come: only so many messages are looked at for one.
   */
  search(
    words: string,
    of: ConversationFilter,
    after: string | undefined,
    limit: number,
  ): Promise<Page<ConversationRecord & { found: FoundMessage }>>
  find(id: string): Promise<ConversationRecord | undefined>
  /** Oldest first. */
  listMessages(conversationId: string, after: string | undefined, limit: number): Promise<Page<MessageRecord>>
  /** False when it did not exist. */
  delete(id: string): Promise<boolean>
  /** Conversations without a message since `before`, of one bot or all. */
  countOlderThan(before: string, botId: string | undefined): Promise<number>
  /** Deletes the oldest of them, at most `limit`. Returns how many. */
  deleteOlderThan(before: string, botId: string | undefined, limit: number): Promise<number>
}

export type AccountRecord = { username: string; password_hash: string; created_at: string }
export type AccountStore = {
  find(): Promise<AccountRecord | undefined>
  /** Throws `conflict` when an account exists. */
  create(account: AccountRecord): Promise<void>
  /** Replaces the password and ends every session but the one kept. */
  replacePassword(passwordHash: string, keepTokenHash: string | null): Promise<void>
}
/** `token_hash` is the hex SHA-256 of the cookie's token. */
export type SessionRecord = { token_hash: string; created_at: string; expires_at: string }
export type SessionStore = {
  create(session: SessionRecord): Promise<void>
  /** Undefined once expired. */
  find(tokenHash: string, now: string): Promise<SessionRecord | undefined>
  delete(tokenHash: string): Promise<void>
  deleteAll(): Promise<void>
  deleteExpired(now: string): Promise<void>
}
export type SettingStore = {
  find(key: string): Promise<string | undefined>
  replace(key: string, value: string): Promise<void>
}
export type UsageStore = {
  /** Messages taken in a month, by bot id; bots without any are left out. */
  countMessages(month: string): Promise<Map<string, number>>
  addTokens(botId: string, month: string, tokens: { prompt: number; completion: number }): Promise<void>
}

export type CountStore = {
  all(): Promise<Counts>
  /** What a month took, over all bots. */
  month(month: string): Promise<{ messages: number; tokens: number }>
}

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
  /** One moment of a database that others go on writing. */
  copy(from: string, to: string): Promise<void>
  /** Its schema, its integrity, its text indexes and its references; changes nothing. */
  check(path: string): Promise<DatabaseContents>
  bringUpToDate(path: string): Promise<void>
  /** Ends its sessions and, where there is someone to keep, gives it that account. Then it can take the place of another. */
  handOver(path: string, keep: KeptAccount | undefined): Promise<void>
}
