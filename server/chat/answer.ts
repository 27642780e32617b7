import type { ChatEvent } from '#shared/chat.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { findChunks } from '../retrieval/find-chunks.ts'
import type { RankedChunk } from '../retrieval/rank.ts'
import type { AcceptedMessage } from './accept-message.ts'
import { toContactQuestion } from './ask-for-person.ts'
import { chooseFallback, isFallback, mayBecomeFallback } from './fallback.ts'
import { openPurse, type Purse } from './purse.ts'
import { findSmallTalk } from './small-talk.ts'
import { toSources, toUsedChunks } from './sources.ts'

type Needed = Pick<Deps, 'store' | 'embedder' | 'writer' | 'prices' | 'log' | 'now' | 'newId'>

/** What there is of an answer so far. */
type Draft = {
  content: string
  /** All that was found, be it relevant or not. */
  found: RankedChunk[]
  /** Ids of the chunks that it was made from. */
  used: Set<number>
  answered: boolean
  purse: Purse
}

/**
 * One visitor's turn: sends the text as it comes, then `done`. Throws when the upstream fails or the signal aborts. However it ends, the
 * answer is kept, as partial if it was cut off; a message that we failed to answer at all is refunded.
 */
export async function answer(
  deps: Needed,
  message: AcceptedMessage,
  send: (event: ChatEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const purse = openPurse(deps, message)
  const draft: Draft = { content: '', found: [], used: new Set(), answered: true, purse }
  let isSettled = false
  function say(content: string): void {
    draft.content += content
    send({ type: 'token', content })
  }
  try {
    await write(deps, message, draft, say, signal)
    isSettled = true
    const messageId = await settle(deps, message, draft, 'complete')
    const { answered, found, used, content } = draft
    send({ type: 'done', message_id: messageId, answered, sources: toSources(found, used, content) })
  } finally {
    if (!isSettled && draft.content !== '') await settle(deps, message, draft, 'partial')
    else if (!isSettled) {
      await Promise.all([purse.settle(), hasLeft(signal) || deps.store.conversations.refund(message.id)])
    }
  }
}

/** A visitor who leaves pays: the model may have been asked, and the month's limit bounds the owner's bill. An AppError is our own ending. */
const hasLeft = ({ aborted, reason }: AbortSignal): boolean => aborted && !(reason instanceof AppError)

/** Says the text of the answer and notes on the draft where it comes from. */
async function write(
  deps: Needed,
  { bot, question, recent }: AcceptedMessage,
  draft: Draft,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const smallTalk = findSmallTalk(question, bot.name)
  if (smallTalk !== undefined) return say(smallTalk)

  const asked = toContactQuestion(question) ?? question
  const embedder = draft.purse.payFor(deps.embedder)
  draft.found = await findChunks({ ...deps, embedder }, bot, asked, recent, signal)
  const chunks = draft.found.filter(({ relevance }) => relevance >= bot.relevance_cut)
  draft.used = toIds(chunks)
  const fallback = chooseFallback(bot.fallback_message, question)
  let text = ''
  let unsaid = ''
  const isUnseen = (): boolean => unsaid.length === text.length
  function pass(piece: string): void {
    text += piece
    unsaid += piece
    if (unsaid === '' || (isUnseen() && mayBecomeFallback(text, fallback))) return
    say(unsaid)
    unsaid = ''
  }
  if (chunks.length > 0) {
    const request = { bot: { name: bot.name, fallback_message: fallback }, question: asked, recent, chunks }
    const used = await deps.writer.write(request, pass, signal, draft.purse)
    draft.used = toIds(chunks.filter((_, index) => used.includes(index)))
  }
  const isAnswer = text.trim() !== '' && draft.used.size > 0 && !isFallback(text, fallback)
  // Held back to its end: the fallback sentence, or too short an answer to tell from its beginning.
  if (isUnseen()) say(isAnswer ? text : fallback)
  if (!isAnswer) {
    draft.answered = false
    draft.used = new Set()
  }
}

/** Asked for together, what it cost and what was said share one commit. */
async function settle(
  { store, log, now, newId }: Needed,
  { bot, conversation_id }: AcceptedMessage,
  { content, found, used, answered, purse }: Draft,
  status: 'complete' | 'partial',
): Promise<string> {
  const id = newId()
  const sources = toUsedChunks(found, used)
  const kept = { id, conversation_id, content, answered, status, sources }
  await Promise.all([purse.settle(), store.conversations.keepAnswer(kept, now().toISOString())])
  const relevance = found[0]?.relevance
  log.info({ bot_id: bot.id, status, answered, relevance, tokens: purse.tokens() }, 'Answered a message')
  return id
}

const toIds = (chunks: RankedChunk[]): Set<number> => new Set(chunks.map(({ id }) => id))
