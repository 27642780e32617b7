import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChatEvent } from '#shared/chat.ts'
import { createBot } from '#server/bots/bots.ts'
import { createVault } from '#server/bots/vault.ts'
import { acceptMessage } from '#server/chat/accept-message.ts'
import { answer } from '#server/chat/answer.ts'
import { createQuoteWriter } from '#server/chat/quote-writer.ts'
import { parseConfig } from '#server/config.ts'
import { train } from '#server/knowledge/train.ts'
import { createForwardingLog } from '#server/log.ts'
import type { Embedder } from '#server/models/models.ts'
import type { Evidence } from '#server/retrieval/calibration.ts'
import { openQuickThread } from '#server/open-worker.ts'
import { findChunks } from '#server/retrieval/find-chunks.ts'
import { compareSketches } from '#server/retrieval/find-nearest.ts'
import { openSqliteStore } from '#server/store/sqlite/open.ts'
import type { BotRecord } from '#server/store/bot-store.ts'
import type { Turn } from '#server/store/conversation-store.ts'
import type { Store } from '#server/store/store.ts'
import { decodeText } from '#server/web/decode-text.ts'
import { readPage } from '#server/web/read-page.ts'
import { type KnowledgeBase, type Question, readBytes, takeEvenly } from './pack.ts'
import { holds, listWords } from './score.ts'

export type QuestionResult = {
  id: string
  kb: string
  lang: string
  /** What was asked before it; a question with any is a follow-up. */
  before: string[]
  question: string
  answerable: boolean
  why: string
  /** The documents of the chunks found, best first, each once. */
  docs: string[]
  /** The place of the first gold document among them, from 1. */
  rank: number | undefined
  /** Of the best chunk. */
  relevance: number
  /** What speaks for each chunk found. */
  evidence: Evidence[]
  /** Whether the gold text is in one of the chunks found; undefined where none is given. */
  goldFound: boolean | undefined
  /** Whether it was answered rather than refused. */
  answered: boolean
  answer: string | undefined
  words: number | undefined
  /** Whether the answer holds a gold answer; undefined where none is given or nothing was answered. */
  goldSaid: boolean | undefined
}

export type Desk = Awaited<ReturnType<typeof openDesk>>

/** The product on a fresh database file, without its doors. */
export async function openDesk(embedder: Embedder) {
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-eval-'))
  const config = parseConfig({ DATABASE_URL: `sqlite:${join(folder, 'frontdesk.db')}` })
  const log = createForwardingLog('silent', () => undefined)
  const opened = await openSqliteStore(config.databasePath)
  const thread = openQuickThread({ config, log })
  const store = { ...opened, knowledge: compareSketches(opened.knowledge, thread) }
  return {
    store,
    embedder,
    writer: createQuoteWriter(),
    prices: { chat: undefined, embedding: 0 },
    vault: createVault(randomUUID()),
    config,
    log,
    now: () => new Date(),
    newId: () => randomUUID(),
    async close() {
      await thread.close()
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type KnowledgeOptions = {
  limit?: number | undefined
  /** Also lets the local engine write. */
  isAnswering: boolean
  note(progress: string): void
}

export async function measureKnowledge(
  desk: Desk,
  kb: KnowledgeBase,
  { limit, isAnswering, note }: KnowledgeOptions,
): Promise<QuestionResult[]> {
  const results: QuestionResult[] = []
  const questions = takeEvenly(kb.questions, limit)
  const rooms = openRooms(kb, questions)
  for (const { docs, questions } of rooms) {
    const { bot, docOf } = await trainBot(desk, { ...kb, docs }, note)
    for (const question of questions) {
      note(`${kb.name}: question ${results.length + 1}/${limit ?? kb.questions.length}`)
      results.push(await ask(desk, kb.name, bot, docOf, question, isAnswering))
    }
  }
  return results
}

/** Of long documents on one subject each, a question is meant for one: "What happened on day 10?" */
const ONE_AT_A_TIME = 'single-topic'

function openRooms(kb: KnowledgeBase, questions: Question[]): Pick<KnowledgeBase, 'docs' | 'questions'>[] {
  if (kb.name !== ONE_AT_A_TIME) return [{ docs: kb.docs, questions }]
  return kb.docs.map((doc) => ({ docs: [doc], questions: questions.filter(({ near_doc }) => near_doc === doc.id) }))
}

type TrainedBot = { bot: BotRecord; docOf: Map<string, string> }

/** A bot that has learnt the documents; `docOf` gives a source's document. */
export async function trainBot(desk: Desk, kb: KnowledgeBase, note: (progress: string) => void): Promise<TrainedBot> {
  const { id } = await createBot(desk, { name: kb.name, message_limit: 1_000_000 })
  const docOf = new Map<string, string>()
  for (const [index, doc] of kb.docs.entries()) {
    note(`${kb.name}: document ${index + 1}/${kb.docs.length}`)
    // Two documents of one address would replace each other.
    const url = `${doc.url ?? `https://${kb.name}.example/${encodeURIComponent(doc.id)}`}#${index}`
    const now = desk.now().toISOString()
    const source = await desk.store.sources.queue(
      { id: desk.newId(), bot_id: id, type: 'url', content: url, title: doc.title },
      now,
    )
    docOf.set(source.id, doc.id)
    await trainDocument(desk, source.id, readBytes(kb.folder, doc.file), doc.file.endsWith('.md') ? 'text' : 'html')
    const trained = await desk.store.sources.find(source.id)
    if (trained?.status !== 'done') note(`${kb.name}: ${doc.id} was not learnt. ${trained?.status_detail ?? ''}\n`)
  }
  return { bot: await getBot(desk.store, id), docOf }
}

async function trainDocument(desk: Desk, sourceId: string, bytes: Uint8Array, type: 'html' | 'text'): Promise<void> {
  await train(
    {
      ...desk,
      fetchPage: async (url) => ({ url, type, text: decodeText(bytes, `text/${type}`), partial: false, policies: [] }),
      readPage: (page) => readPage(page, { maxWords: desk.config.maxScrapeWords }),
      watch: (work) => work(),
      report: () => undefined,
    },
    sourceId,
    new AbortController().signal,
  )
}

async function getBot(store: Store, id: string): Promise<BotRecord> {
  const bot = await store.bots.find(id)
  if (bot === undefined) throw new Error(`The bot ${id} is gone.`)
  return bot
}

async function ask(
  desk: Desk,
  kb: string,
  bot: BotRecord,
  docOf: Map<string, string>,
  question: Question,
  isAnswering: boolean,
): Promise<QuestionResult> {
  const { id, lang, before, answerable, why, gold_docs, gold_text, answers } = question
  const chunks = await findChunks(desk, bot, question.question, toTurns(before), new AbortController().signal)
  const docs = [...new Set(chunks.map(({ source_id }) => docOf.get(source_id) ?? ''))]
  const place = docs.findIndex((doc) => gold_docs.includes(doc))
  const relevance = Math.max(0, ...chunks.map((chunk) => chunk.relevance))
  const turn = isAnswering ? await takeLastTurn(desk, bot, [...before, question.question]) : undefined
  const answered = turn?.answered ?? relevance >= bot.relevance_cut
  const hasGold = answerable && gold_text !== null
  return {
    id,
    kb,
    lang,
    before,
    question: question.question,
    answerable,
    why,
    docs,
    rank: place === -1 ? undefined : place + 1,
    relevance,
    evidence: chunks.map(({ evidence }) => evidence),
    goldFound: hasGold ? chunks.some(({ text }) => holds(text, gold_text)) : undefined,
    answered,
    answer: turn?.content,
    words: answered && turn ? listWords(turn.content).length : undefined,
    goldSaid: hasGold && answered && turn ? answers.some((gold) => holds(turn.content, gold)) : undefined,
  }
}

const toTurns = (questions: string[]): Turn[] => questions.map((content) => ({ role: 'user', content }))

type Answer = { content: string; answered: boolean }

/** The answer to the last question of one conversation. */
async function takeLastTurn(desk: Desk, bot: BotRecord, questions: string[]): Promise<Answer | undefined> {
  const sessionId = desk.newId()
  let last: Answer | undefined
  for (const question of questions) last = await takeTurn(desk, bot, question, sessionId)
  return last
}

/** One question of a visitor, from their message to the last word of the answer. */
export async function takeTurn(
  desk: Desk,
  bot: BotRecord,
  question: string,
  sessionId: string = desk.newId(),
): Promise<Answer> {
  const request = { bot_id: bot.id, api_key: '', session_id: sessionId, message: question }
  const message = await acceptMessage(desk, bot, request)
  let content = ''
  let answered = false
  const hear = (event: ChatEvent): void => {
    if (event.type === 'token') content += event.content
    if (event.type === 'done') answered = event.answered
  }
  await answer(desk, message, hear, new AbortController().signal)
  return { content, answered }
}
