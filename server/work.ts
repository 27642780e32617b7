import type { ErrorCode } from '#shared/errors.ts'
import type { Source, UrlCheck } from '#shared/source.ts'
import type { UnansweredQuestion } from './store/conversation-store.ts'
import type { Nearest, Sketch } from './store/knowledge-store.ts'
import type { Wording } from './unanswered/group-questions.ts'
import type { EmbedsOfPage } from './web/find-embeds.ts'

/** What a page of the owner's site says of its chat; `url` is where it was found, `headers` are its policies. */
export type SiteRead = EmbedsOfPage & { url: string; headers: string[] }

/** What the worker threads do: each kind of work with what it takes and what it gives. */
export type Work = {
  /** Trains one queued source to its end; failures are kept on the source. */
  train: { input: { source_id: string }; output: null }
  /** Ends the training of a source that a dead worker left behind, so that those who watch hear of it. */
  fail: { input: { source_id: string; detail: string }; output: null }
  /** The local engine's vectors, for questions; goes before training. */
  embed: { input: { texts: string[] }; output: Float32Array[] }
  check_url: { input: { url: string }; output: UrlCheck }
  read_site: { input: { url: string }; output: SiteRead }
  /** As the store does, for a bot of many vectors. */
  find_nearest: { input: { bot_id: string; embedder: string; vector: Float32Array; limit: number }; output: Nearest[] }
  sketch: { input: { bot_id: string; embedder: string }; output: Sketch }
  group: { input: { questions: UnansweredQuestion[] }; output: Wording<UnansweredQuestion>[][] }
  /** Gives how many there were. */
  delete_conversations: { input: { before: string; bot_id: string | undefined }; output: number }
  /** Before a bot goes: its conversations and knowledge. */
  empty_bot: { input: { bot_id: string }; output: null }
}
export type WorkKind = keyof Work

/** The workers as the main thread sees them: each started on first use, ended after idling, started anew when it dies. */
export type Workshop = {
  /** Throws AppError as the work did, or `unavailable` when the worker died. */
  run<K extends WorkKind>(kind: K, input: Work[K]['input'], signal?: AbortSignal): Promise<Work[K]['output']>
  /** Calls back for every change of a source in training; returns the way to stop. */
  onProgress(listener: (source: Source) => void): () => void
  /** Ends the worker with all it does, runs `work`, and goes on; what is asked meanwhile waits. */
  pause<T>(work: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** What the main thread sends to the worker. */
export type WorkOrder =
  | { [K in WorkKind]: { id: number; kind: K; input: Work[K]['input'] } }[WorkKind]
  | { id: number; kind: 'abort' }
  | { kind: 'close' }

/** What the worker sends back. `reading` to `read` is the time it cannot be talked to: a page could keep it there for ever. */
export type WorkReport =
  | { type: 'done'; id: number; output: Work[WorkKind]['output'] }
  | { type: 'failed'; id: number; code: ErrorCode; message: string }
  | { type: 'reading'; id: number }
  | { type: 'read'; id: number }
  | { type: 'progress'; source: Source }
  | { type: 'log'; line: string }
