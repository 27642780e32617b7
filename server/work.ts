import type { Source, UrlCheck } from '#shared/source.ts'

/** What the worker thread does: each kind of work with what it takes and what it gives. */
export type Work = {
  /** Trains one queued source to its end; failures are kept on the source. */
  train: { input: { source_id: string }; output: null }
  /** The local engine's vectors, for questions; goes before training. */
  embed: { input: { texts: string[] }; output: Float32Array[] }
  check_url: { input: { url: string }; output: UrlCheck }
}
export type WorkKind = keyof Work

/** The worker as the main thread sees it: started on first use, ended after idling, started anew when it dies. */
export type Workshop = {
  /** Throws AppError as the work did, or `unavailable` when the worker died. */
  run<K extends WorkKind>(kind: K, input: Work[K]['input'], signal?: AbortSignal): Promise<Work[K]['output']>
  /** Calls back for every change of a source in training; returns the way to stop. */
  onProgress(listener: (source: Source) => void): () => void
  close(): Promise<void>
}
