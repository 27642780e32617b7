import type { SourceStatus } from '#shared/source.ts'

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

export type Nearest = { chunk_id: number; cosine: number }

/** Of each vector one bit a number, eight a byte, the first the lowest: whether it is above zero. Those of a chunk stand together. */
export type VectorBits = { chunk_ids: number[]; is_passage: number[]; bits: Uint8Array[] }
/** The same in `words` words of 32 for each vector. `is_joined`: each chunk has one vector. */
export type Sketch = {
  chunk_ids: Float64Array
  is_passage: Uint8Array
  is_joined: boolean
  bits: Uint32Array
  words: number
}

export type KnowledgeStore = {
  /** Swaps the source's text, chunks, text index and vectors, and marks it done, in one transaction. Undefined when the source was deleted meanwhile. */
  replace(sourceId: string, trained: Trained, now: string): Promise<SourceRecord | undefined>
  /** Deletes that many of a bot's chunks at most, before all of it goes; returns how many. */
  forget(botId: string, limit: number): Promise<number>
  /** What a source's last training made of it, chunks in reading order. Undefined when the bot has no such source. */
  findLearned(botId: string, sourceId: string): Promise<Learned | undefined>
  /** `terms` are plain words, or the beginning of one with * (at most 32 are used); a chunk matches when it holds any of them. */
  findByTerms(botId: string, terms: string[], limit: number): Promise<TextMatches>
  /**
   * Nearest chunks by the mean of their best window and their best passage, best first; only vectors of this embedder are compared.
   * `cosine` is -1..1. With `among` only these chunks are compared.
   */
  findByVector(
    botId: string,
    embedder: string,
    vector: Float32Array,
    limit: number,
    among?: number[],
  ): Promise<Nearest[]>
  /** For vectors whose length eight divides. */
  listBits(botId: string, embedder: string): Promise<VectorBits>
  /** Another text whenever the bot's chunks have changed. */
  findVersion(botId: string): Promise<string>
  /** Whether the bot has more vectors of this embedder than that. */
  hasMoreVectors(botId: string, embedder: string, count: number): Promise<boolean>
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
