import type { Source, SourceProgress, SourceView } from '#shared/source.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { SessionRecord } from '../store/account-store.ts'

/** Oldest first. Throws `not_found` for an unknown bot. */
export async function listSources({ store }: Pick<Deps, 'store'>, botId: string): Promise<Source[]> {
  if (!(await store.bots.find(botId))) throw new AppError('not_found', 'This bot does not exist.')
  return store.sources.list(botId)
}

/** What was learned from a source. Throws `not_found` for another bot's too. */
export async function viewSource({ store }: Pick<Deps, 'store'>, botId: string, sourceId: string): Promise<SourceView> {
  const learned = await store.knowledge.findLearned(botId, sourceId)
  if (learned === undefined) throw new AppError('not_found', 'This source does not exist. It may have been deleted.')
  return learned
}

/** Throws `not_found` for another bot's source too. */
export async function deleteSource({ store }: Pick<Deps, 'store'>, botId: string, sourceId: string): Promise<void> {
  const source = await store.sources.find(sourceId)
  const isDeleted = source?.bot_id === botId && (await store.sources.delete(sourceId))
  if (!isDeleted) throw new AppError('not_found', 'This source does not exist. It may have been deleted.')
}

const toProgress = ({ content: _content, ...progress }: Source): SourceProgress => progress

/** Each source as it is now, then every change, until the listener leaves or the session ends. */
export async function* watchSources(
  deps: Pick<Deps, 'store' | 'workshop' | 'now'>,
  botId: string,
  session: SessionRecord,
  signal: AbortSignal | undefined,
): AsyncGenerator<SourceProgress, void> {
  // Only the latest state of each source waits: a slow listener costs no memory.
  const changed = new Map<string, Source>()
  let wake = () => {}
  const stop = deps.workshop.onProgress((source) => {
    if (source.bot_id !== botId) return
    changed.set(source.id, source)
    wake()
  })
  const onLeave = () => wake()
  signal?.addEventListener('abort', onLeave)
  try {
    yield* (await listSources(deps, botId)).map(toProgress)
    for (;;) {
      if (signal?.aborted) return
      if (changed.size === 0) await new Promise<void>((resolve) => (wake = resolve))
      const sources = [...changed.values()]
      changed.clear()
      if (!(await deps.store.sessions.find(session.token_hash, deps.now().toISOString()))) return
      yield* sources.map(toProgress)
    }
  } finally {
    signal?.removeEventListener('abort', onLeave)
    stop()
  }
}
