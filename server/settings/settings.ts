import { isInWork } from '#shared/source.ts'
import type { Deps } from '../deps.ts'
import type { Trouble } from '../models/circuit.ts'
import type { SourceSummary } from '../store/knowledge-store.ts'
import { version } from '../version.ts'
import { getMessageLimitDefault } from './message-limit.ts'

export type Settings = {
  engine: 'local' | 'openai'
  chat_model: string | null
  embedding_model: string
  embedder: string
  message_limit_default: number
  public_url: string
  version: string
  sources_to_retrain: number
  /** What the model server has failed at lately, and goes on failing at. */
  trouble: { answers: Trouble | null; search: Trouble | null }
}

/** `origin` is the address the owner came by, for an installation that has no PUBLIC_URL. */
export async function getSettings(
  deps: Pick<Deps, 'store' | 'config' | 'embedder' | 'writer' | 'circuits'>,
  origin: string,
): Promise<Settings> {
  const sources = await deps.store.sources.listAll()
  return {
    engine: deps.writer.engine,
    chat_model: deps.config.openai?.chatModel ?? null,
    embedding_model: deps.config.openai?.embeddingModel ?? deps.embedder.id,
    embedder: deps.embedder.id,
    message_limit_default: await getMessageLimitDefault(deps),
    public_url: deps.config.publicUrl ?? origin,
    version,
    sources_to_retrain: sources.filter((source) => isOutdated(source, deps.embedder.id)).length,
    trouble: { answers: deps.circuits.answers.trouble() ?? null, search: deps.circuits.search.trouble() ?? null },
  }
}

const isOutdated = (source: SourceSummary, embedder: string): boolean =>
  source.trained_at !== null && source.embedder !== embedder && !isInWork(source.status)
