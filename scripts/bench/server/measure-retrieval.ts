import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseConfig } from '#server/config.ts'
import { createLog } from '#server/log.ts'
import type { Embedder } from '#server/models/models.ts'
import { openWorkshop } from '#server/open-worker.ts'
import { findChunks } from '#server/retrieval/find-chunks.ts'
import { compareSketches } from '#server/retrieval/find-nearest.ts'
import { createBot } from '#server/store/contract-fixtures.ts'
import { openSqliteStore } from '#server/store/sqlite/open.ts'
import { createDice, type Dice } from '#server/testing/seed-dice.ts'
import { embedDensely } from './embed-densely.ts'
import { type Quantiles, toQuantiles } from './quantiles.ts'
import { inventQuestion, nameEmbedder, seedChunks } from './seed-chunks.ts'

/** A file in which so many bots know so many chunks in all, each as many as the next. */
export type Shelf = { bots: number; chunks: number; dimensions: number }
/** What is known of a bot is kept from its first question on, until it learns more. */
export type Retrieval = Shelf & { firstMs: Quantiles; ms: Quantiles; cpuMsEach: number }

const MAX_ASKED_BOTS = 100
const WARM_UP_QUESTIONS = 10
const WORDS_ASKED = 4
const ANY_RELEVANCE = 0

/** One question after another, each to the next of a hundred bots at most, searched as the product does; without the time that embedding it takes. */
export async function measureRetrieval({ bots, chunks, dimensions }: Shelf, measureMs: number): Promise<Retrieval> {
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-bench-'))
  const config = parseConfig({ DATABASE_URL: `sqlite:${join(folder, 'frontdesk.db')}`, LOG_PATH: folder })
  const log = createLog(config)
  const opened = await openSqliteStore(config.databasePath)
  const workshop = openWorkshop({ config, log })
  try {
    const ids = Array.from({ length: bots }, (_, index) => `bot-${index}`)
    for (const [seed, id] of ids.entries()) {
      await createBot(opened, id)
      await seedChunks(opened, { id, dimensions, chunks: chunks / bots, seed })
    }
    const store = { ...opened, knowledge: compareSketches(opened.knowledge, workshop) }
    const asked = Math.min(bots, MAX_ASKED_BOTS)
    const dice = createDice(chunks + bots)
    const ask = async (turn: number): Promise<number> => {
      const id = ids[turn % asked] ?? ''
      const { question, embedder } = invent(dice, dimensions)
      const startedAt = performance.now()
      const bot = { id, relevance_cut: ANY_RELEVANCE }
      const found = await findChunks({ store, log, embedder }, bot, question, [], new AbortController().signal)
      const ms = performance.now() - startedAt
      if (found.length === 0) throw new Error('Nothing was found.')
      return ms
    }
    const firstTimes: number[] = []
    for (let turn = 0; turn < asked; turn++) firstTimes.push(await ask(turn))
    for (let turn = 0; turn < WARM_UP_QUESTIONS; turn++) await ask(turn)
    const times: number[] = []
    const before = process.cpuUsage()
    const end = performance.now() + measureMs
    for (let turn = 0; performance.now() < end; turn++) times.push(await ask(turn))
    const { user, system } = process.cpuUsage(before)
    const cpuMsEach = (user + system) / 1000 / times.length
    return { bots, chunks, dimensions, firstMs: toQuantiles(firstTimes), ms: toQuantiles(times), cpuMsEach }
  } finally {
    await workshop.close()
    await opened.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** A question whose vector is there already. */
function invent(dice: Dice, dimensions: number): { question: string; embedder: Embedder } {
  const question = inventQuestion(dice, WORDS_ASKED)
  const vector = embedDensely(question, dimensions)
  const embedder: Embedder = {
    id: nameEmbedder(dimensions),
    maxTokens: 8_000,
    countTokens: (text) => text.length,
    embed: async () => [vector],
  }
  return { question, embedder }
}
