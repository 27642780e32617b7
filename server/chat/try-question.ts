import type { QuestionTrial } from '#shared/unanswered.ts'
import type { Deps } from '../deps.ts'
import { toAppError } from '../errors.ts'
import { findChunks } from '../retrieval/find-chunks.ts'
import type { BotRecord } from '../store/bot-store.ts'
import { toContactQuestion } from './ask-for-person.ts'
import { findSmallTalk } from './small-talk.ts'
import { toUsedChunks } from './sources.ts'

type Needed = Pick<Deps, 'store' | 'embedder' | 'log'>

/** What a bot would do with a question that comes first, found by searching alone: nothing is counted, kept or sent to a chat model. */
export async function tryQuestion(
  deps: Needed,
  bot: BotRecord,
  question: string,
  signal: AbortSignal,
): Promise<QuestionTrial> {
  const cut = bot.relevance_cut
  if (findSmallTalk(question, bot.name) !== undefined) return { outcome: 'small_talk', cut, chunks: [], remark: null }
  const { embedder, failure } = watchEmbedder(deps)
  const found = await findChunks({ ...deps, embedder }, bot, toContactQuestion(question) ?? question, [], signal)
  const chunks = toUsedChunks(found, new Set(found.filter(({ relevance }) => relevance >= cut).map(({ id }) => id)))
  return { outcome: chunks.some(({ used }) => used) ? 'answers' : 'refuses', cut, chunks, remark: failure() }
}

/** The search goes on by words alone when the embedder fails; whoever tries a question should know. */
function watchEmbedder({ embedder }: Needed): { embedder: Deps['embedder']; failure: () => string | null } {
  let failure: string | null = null
  const embed: typeof embedder.embed = async (texts, signal) => {
    try {
      return await embedder.embed(texts, signal)
    } catch (error) {
      failure = signal.aborted ? 'The engine took too long.' : toAppError(error).message
      throw error
    }
  }
  return { embedder: { ...embedder, embed }, failure: () => failure }
}
