import { isInWork, type Ingest, type UrlCheck } from '#shared/source.ts'
import { AppError, toAppError } from '#server/errors.ts'
import type { Deps } from '#server/deps.ts'
import { assertRoomToTrain } from '#server/settings/disk.ts'
import type { SourceRecord } from '#server/store/knowledge-store.ts'
import { buildTextTitle } from './pasted-text.ts'

type Needed = Pick<Deps, 'config' | 'store' | 'workshop' | 'log' | 'now'>

/** Queues a training and answers at once. The same address again trains its source anew. Throws `not_found`, `conflict`, and `unavailable` when the disk is nearly full, as all that train do. */
export async function ingest(deps: Needed & Pick<Deps, 'newId'>, botId: string, input: Ingest): Promise<SourceRecord> {
  await assertRoomToTrain(deps)
  const { source_type: type, source_content: content } = input
  // Until the page tells its own title, the address names it.
  const title = type === 'url' ? content : buildTextTitle(content)
  const source = await deps.store.sources.queue(
    { id: deps.newId(), bot_id: botId, type, content, title },
    deps.now().toISOString(),
  )
  startTraining(deps, source)
  return source
}

/** Throws `not_found` for another bot's source too. */
export async function retrain(deps: Needed, botId: string, sourceId: string): Promise<SourceRecord> {
  await assertRoomToTrain(deps)
  const source = await deps.store.sources.find(sourceId)
  const queued =
    source?.bot_id === botId ? await deps.store.sources.requeue(sourceId, deps.now().toISOString()) : undefined
  if (queued === undefined) throw new AppError('not_found', 'This source does not exist. It may have been deleted.')
  startTraining(deps, queued)
  return queued
}

/** Trains a pasted text with other words; until then its old ones answer. Throws as `retrain` does, and `unprocessable` for a web page. */
export async function updateText(
  deps: Needed,
  botId: string,
  sourceId: string,
  content: string,
): Promise<SourceRecord> {
  await assertRoomToTrain(deps)
  const source = await deps.store.sources.find(sourceId)
  if (source?.bot_id === botId && source.type === 'url') {
    throw new AppError('unprocessable', 'The text of a web page is changed on the page itself. Then press Re-train.')
  }
  const queued =
    source?.bot_id === botId
      ? await deps.store.sources.replaceContent(sourceId, content, deps.now().toISOString())
      : undefined
  if (queued === undefined) throw new AppError('not_found', 'This source does not exist. It may have been deleted.')
  startTraining(deps, queued)
  return queued
}

/** Queues every bot's sources that the configured embedder has not indexed; returns how many. */
export async function retrainAll(deps: Needed & Pick<Deps, 'embedder'>): Promise<number> {
  await assertRoomToTrain(deps)
  let queued = 0
  for (const source of await deps.store.sources.listAll()) {
    if (isInWork(source.status) || source.embedder === deps.embedder.id) continue
    const again = await deps.store.sources.requeue(source.id, deps.now().toISOString())
    if (again === undefined) continue
    startTraining(deps, again)
    queued++
  }
  return queued
}

/** At start: what was in work when the process ended will not go on by itself. */
export async function failInterrupted({ store, log, now }: Pick<Deps, 'store' | 'log' | 'now'>): Promise<void> {
  const detail = 'Training was interrupted by a restart. Press Re-train to run it again.'
  const count = await store.sources.failAllInWork(detail, now().toISOString())
  if (count > 0) log.warn({ sources: count }, 'Trainings were interrupted by a restart')
}

/** Reads a page without keeping it. Throws `unprocessable` with the reason why it cannot be read. */
export async function checkUrl({ workshop }: Pick<Deps, 'workshop'>, url: string): Promise<UrlCheck> {
  return workshop.run('check_url', { url })
}

function startTraining(deps: Needed, source: SourceRecord): void {
  void deps.workshop.run('train', { source_id: source.id }).catch((error: unknown) => failTraining(deps, source, error))
}

/** A source whose failure is not kept looks as if it were in work, and cannot be trained again. */
const KEEP_AGAIN_MS = 5_000

/** The worker keeps failures on the source itself; here only its own death arrives, or a disk's that took not even the failure. */
async function failTraining(deps: Needed, source: SourceRecord, error: unknown): Promise<void> {
  const { log } = deps
  const detail = toAppError(error).message
  log.error({ source_id: source.id, err: error }, 'A training ended with its worker')
  for (let attempt = 0; ; attempt++) {
    try {
      return await keepFailure(deps, source, detail)
    } catch (cause) {
      if (attempt === 0) log.error({ source_id: source.id, err: cause }, 'A failed training could not be kept')
      if (toAppError(cause).code !== 'unavailable') return
      await new Promise((resolve) => setTimeout(resolve, KEEP_AGAIN_MS).unref())
    }
  }
}

async function keepFailure({ store, workshop, now }: Needed, source: SourceRecord, detail: string): Promise<void> {
  try {
    await workshop.run('fail', { source_id: source.id, detail })
  } catch {
    await store.sources.fail(source.id, detail, now().toISOString())
  }
}
