import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { BotRecord } from '../store/bot-store.ts'
import type { Turn } from '../store/conversation-store.ts'
import type { KnowledgeStore, TextMatches } from '../store/knowledge-store.ts'
import { chooseCalibration, type Evidence, toEvidence, toRelevance } from './calibration.ts'
import { addAlternatives, type Query, toQueries } from './follow-up.ts'
import { chooseCosineWeight, fuse, measureRarity, preferSaid, type RankedChunk } from './rank.ts'
import { leaveOutRepeats } from './repeats.ts'
import { findSimilarWords } from './similar-words.ts'
import { listTranslations } from './translations.ts'
import { guessLanguage, listVocabulary, listWords } from './terms.ts'

type Needed = Pick<Deps, 'store' | 'embedder' | 'log'>

/** Each search offers so many chunks to the fusion. */
const MAX_CANDIDATES = 50
const MAX_CHUNKS = 3
/** So many more are looked at, since some may say the same. */
const MAX_REPEATS = 5
/** Then the words alone must do: a visitor is waiting. */
const EMBED_TIMEOUT_MS = 3000

/** `evidence` is what its relevance was made from. */
export type FoundChunk = RankedChunk & { evidence: Evidence }

/** The three chunks of the bot that fit the question best, best first, each with its relevance, be it high or low. */
export async function findChunks(
  deps: Needed,
  bot: Pick<BotRecord, 'id' | 'relevance_cut'>,
  question: string,
  recent: Turn[],
  signal: AbortSignal,
): Promise<FoundChunk[]> {
  let first: FoundChunk[] | undefined
  for (const query of toQueries(question, recent)) {
    const found = await search(deps, bot.id, query, signal)
    const chunks = query.isGuess ? found.filter(({ evidence }) => evidence.coverage > 0) : found
    if (chunks.some(({ relevance }) => relevance >= bot.relevance_cut)) return chunks
    first ??= chunks
  }
  return first ?? []
}

async function search(deps: Needed, botId: string, asked: Query, signal: AbortSignal): Promise<FoundChunk[]> {
  const { knowledge } = deps.store
  const [words, vector] = await Promise.all([
    findByWords(knowledge, botId, asked),
    embedQuestion(deps, botId, asked.text, signal),
  ])
  const nearest = vector ? await knowledge.findByVector(botId, deps.embedder.id, vector, MAX_CANDIDATES) : []
  const { query, text } = await resolveUnknownWords(knowledge, botId, asked, words, nearest)
  const language = guessLanguage(listWords(asked.text))
  const cosineWeight = chooseCosineWeight(deps.embedder.id, language)
  const ranked = fuse(text, nearest, query, cosineWeight).slice(0, MAX_CHUNKS + MAX_REPEATS)
  const calibration = chooseCalibration(deps.embedder.id, language, nearest.length > 0)
  const question = { asked: query.asked.length, rarity: measureRarity(text, query.asked), total: text.total }
  const best = await knowledge.listChunks(
    botId,
    ranked.map(({ chunk_id }) => chunk_id),
  )
  const chunks = leaveOutRepeats(best, MAX_CHUNKS)
  const ids = chunks.map(({ id }) => id)
  const passages = vector ? await knowledge.comparePassages(botId, deps.embedder.id, vector, ids) : []
  return chunks.flatMap((chunk) => {
    const signals = ranked.find(({ chunk_id }) => chunk_id === chunk.id)
    if (signals === undefined) return []
    const own = passages.filter(({ chunk_id }) => chunk_id === chunk.id)
    const cosines = new Map(own.map(({ text, cosine }) => [text, cosine]))
    const passage = own.length > 0 ? Math.max(...cosines.values()) : signals.cosine
    const evidence = toEvidence({ ...signals, passage }, question)
    return [{ ...chunk, cosines, evidence, relevance: toRelevance(evidence, calibration) }]
  })
}

const findByWords = async (knowledge: KnowledgeStore, botId: string, query: Query): Promise<TextMatches> =>
  preferSaid(await knowledge.findByTerms(botId, query.terms, MAX_CANDIDATES), query)

/** A word that stands nowhere may be of another language, misspelt or a compound: it is searched for by what it may stand for. */
async function resolveUnknownWords(
  knowledge: KnowledgeStore,
  botId: string,
  query: Query,
  text: TextMatches,
  nearest: { chunk_id: number }[],
): Promise<{ query: Query; text: TextMatches }> {
  // A number stands for nothing else.
  const isUnknown = (indices: number[]) =>
    indices.every((index) => text.documentCounts[index] === 0) && /\p{L}/u.test(query.terms[indices[0] ?? -1] ?? '')
  const ids = [...new Set([...nearest, ...text.hits].map(({ chunk_id }) => chunk_id))]
  if (ids.length === 0 || !query.asked.some(isUnknown)) return { query, text }
  const candidates = await knowledge.listChunks(botId, ids)
  const vocabulary = listVocabulary(candidates.flatMap((chunk) => [chunk.title, ...chunk.heading_path, chunk.text]))
  const resolved = addAlternatives(query, (indices) => {
    const [first = -1] = indices
    return isUnknown(indices) ? findOtherWords(query.terms[first] ?? '', vocabulary) : []
  })
  if (resolved.terms.length === query.terms.length) return { query, text }
  return { query: resolved, text: await findByWords(knowledge, botId, resolved) }
}

function findOtherWords(word: string, vocabulary: Set<string>): string[] {
  const translations = listTranslations(word).filter((other) => vocabulary.has(other))
  return translations.length > 0 ? translations : findSimilarWords(word, vocabulary)
}

/** Undefined when the embedder fails or is slow: the bot then answers from the text index. */
async function embedQuestion(
  { embedder, log }: Needed,
  botId: string,
  text: string,
  signal: AbortSignal,
): Promise<Float32Array | undefined> {
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(EMBED_TIMEOUT_MS)])
    return (await embedder.embed([text], limited))[0]
  } catch (error) {
    signal.throwIfAborted()
    const message = error instanceof AppError ? error.message : 'The question was not embedded in time.'
    // A circuit that is open and a budget that is used up have been told of once, for all that they refuse.
    const isKnown = error instanceof AppError && ['overloaded', 'monthly_limit'].includes(error.code)
    const level = isKnown ? 'debug' : 'warn'
    log[level]({ bot_id: botId, err: error }, `Searching by words alone. ${message}`)
    return undefined
  }
}
