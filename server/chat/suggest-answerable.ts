import type { Deps } from '../deps.ts'
import { getBotRecord } from '../bots/bots.ts'
import { suggestQuestions, type Readable } from '../knowledge/suggest-questions.ts'
import { tryQuestion } from './try-question.ts'

const MAX_QUESTIONS = 4
/** Each is a search of some 40 ms on the local engine, and the owner waits for all. */
const MAX_TRIES = 8
/** The newest tell enough. */
const MAX_SOURCES = 8
/** A page of 10,000 words has some thirty. */
const MAX_CHUNKS = 30

/** Questions taken from the bot's knowledge that it would answer, the best first. Throws `not_found`. */
export async function suggestAnswerable(
  deps: Pick<Deps, 'store' | 'embedder' | 'log'>,
  botId: string,
  signal: AbortSignal,
): Promise<string[]> {
  const bot = await getBotRecord(deps, botId)
  const answerable: string[] = []
  for (const question of suggestQuestions(await readSources(deps, botId), MAX_TRIES)) {
    if (answerable.length === MAX_QUESTIONS) break
    const { outcome } = await tryQuestion(deps, bot, question, signal)
    if (outcome === 'answers') answerable.push(question)
  }
  return answerable
}

async function readSources({ store }: Pick<Deps, 'store'>, botId: string): Promise<Readable[]> {
  const sources = (await store.sources.list(botId)).filter(({ trained_at }) => trained_at !== null)
  return Promise.all(
    sources.slice(-MAX_SOURCES).map(async ({ id, title }) => {
      const learned = await store.knowledge.findLearned(botId, id)
      return { title, chunks: learned?.chunks.slice(0, MAX_CHUNKS) ?? [] }
    }),
  )
}
