import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { BotRecord, Turn } from '../store/store.ts'
import { chooseCalibration, toRelevance } from './calibration.ts'
import { type Query, toQueries } from './follow-up.ts'
import { fuse, preferSaid, type RankedChunk } from './rank.ts'
import { guessLanguage, listWords } from './terms.ts'

type Needed = Pick<Deps, 'store' | 'embedder' | 'log'>

/** Each search offers so many chunks to the fusion. */
const MAX_CANDIDATES = 50
const MAX_CHUNKS = 3
/** Then the words alone must do: a visitor is waiting. */
const EMBED_TIMEOUT_MS = 3000

/** The three chunks of the bot that fit the question best, best first, each with its relevance, be it high or low. */
export async function findChunks(
  deps: Needed,
  bot: Pick<BotRecord, 'id' | 'relevance_cut'>,
  question: string,
  recent: Turn[],
  signal: AbortSignal,
): Promise<RankedChunk[]> {
  let first: RankedChunk[] | undefined
  for (const query of toQueries(question, recent)) {
    const chunks = await search(deps, bot.id, query, signal)
    if (chunks.some(({ relevance }) => relevance >= bot.relevance_cut)) return chunks
    first ??= chunks
  }
  return first ?? []
}

async function search(deps: Needed, botId: string, query: Query, signal: AbortSignal): Promise<RankedChunk[]> {
  const { knowledge } = deps.store
  const [said, all, nearest] = await Promise.all([
    knowledge.findByTerms(botId, query.said, MAX_CANDIDATES),
    knowledge.findByTerms(botId, query.terms, MAX_CANDIDATES),
    findNearest(deps, botId, query.text, signal),
  ])
  const ranked = fuse(preferSaid(said, all), nearest, query.asked).slice(0, MAX_CHUNKS)
  const language = guessLanguage(listWords(query.text))
  const calibration = chooseCalibration(deps.embedder.id, language, nearest.length > 0)
  const chunks = await knowledge.listChunks(
    botId,
    ranked.map(({ chunk_id }) => chunk_id),
  )
  const relevances = new Map(ranked.map((signals) => [signals.chunk_id, toRelevance(signals, calibration)]))
  return chunks.map((chunk) => ({ ...chunk, relevance: relevances.get(chunk.id) ?? 0 }))
}

/** None when the embedder fails or is slow: the bot then answers from the text index. */
async function findNearest({ store, embedder, log }: Needed, botId: string, text: string, signal: AbortSignal) {
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(EMBED_TIMEOUT_MS)])
    const [vector] = await embedder.embed([text], limited)
    return vector ? await store.knowledge.findByVector(botId, embedder.id, vector, MAX_CANDIDATES) : []
  } catch (error) {
    signal.throwIfAborted()
    const message = error instanceof AppError ? error.message : 'The question was not embedded in time.'
    log.warn({ bot_id: botId, err: error }, `Searching by words alone. ${message}`)
    return []
  }
}
