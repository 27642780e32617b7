import { buildAnswerText } from '#shared/answer-text.ts'
import type { Checked, NewAnswer } from '#shared/unanswered.ts'
import { getBotRecord } from '../bots/bots.ts'
import { tryQuestion } from '../chat/try-question.ts'
import type { Deps } from '../deps.ts'
import { ingest } from '../knowledge/ingest.ts'
import type { UnansweredQuestion } from '../store/conversation-store.ts'
import type { SourceRecord } from '../store/knowledge-store.ts'
import { groupAnywhere } from './group-anywhere.ts'
import type { Wording } from './group-questions.ts'

/** Each is a search; the owner waits for all. */
const MAX_TRIES = 20

/** Writes the owner's answer as a source of its own and begins to train it. Throws `not_found`. */
export async function answerQuestion(
  deps: Pick<Deps, 'config' | 'store' | 'workshop' | 'log' | 'now' | 'newId'>,
  botId: string,
  answer: NewAnswer,
): Promise<SourceRecord> {
  return ingest(deps, botId, { source_type: 'text', source_content: buildAnswerText(answer) })
}

/** Asks questions once more and settles those that the bot would answer by now. Of many wordings the most often asked are tried. */
export async function checkQuestions(
  deps: Pick<Deps, 'store' | 'embedder' | 'workshop' | 'log' | 'now'>,
  botId: string,
  questionIds: string[],
  signal: AbortSignal,
): Promise<Checked> {
  const bot = await getBotRecord(deps, botId)
  const open = await deps.store.unanswered.findOpen(botId, questionIds)
  const answered: UnansweredQuestion[] = []
  const refused: string[] = []
  for (const { text, asked } of listWordings(await groupAnywhere(deps, open)).slice(0, MAX_TRIES)) {
    const { outcome } = await tryQuestion(deps, bot, text, signal)
    if (outcome === 'refuses') refused.push(text)
    else answered.push(...asked)
  }
  const ids = answered.map(({ id }) => id)
  const settled = await deps.store.unanswered.settle(botId, ids, 'answered', deps.now().toISOString())
  return { answered: settled, refused }
}

const listWordings = (groups: Wording<UnansweredQuestion>[][]): Wording<UnansweredQuestion>[] =>
  groups.flat().toSorted((a, b) => b.asked.length - a.asked.length)
