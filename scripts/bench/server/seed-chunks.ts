import { createDice, type Dice } from '#server/testing/seed-dice.ts'
import type { NewChunk } from '#server/store/knowledge-store.ts'
import type { Store } from '#server/store/store.ts'
import { embedDensely } from './embed-densely.ts'

/** As the product names the vectors that the fake model server makes. */
export const nameEmbedder = (dimensions: number): string => `openai:text-embedding-3-small:${dimensions}`

const WORDS = 20_000
const COMMON = 100
const WORDS_A_CHUNK = 300
const CHUNKS_A_SOURCE = 1_000
const SYLLABLES = 'ba be di do fa fe ga go ka ki la lo ma mi na no pa pe ra ri sa so ta ti va vo'.split(' ')

/** Invented words, the first the most common. */
const vocabulary = Array.from({ length: WORDS }, (_, rank) => toWord(rank))

function toWord(rank: number): string {
  const syllables = [SYLLABLES[rank % SYLLABLES.length]]
  for (let rest = rank; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    syllables.push(SYLLABLES[rest % SYLLABLES.length])
  }
  return syllables.join('')
}

/** As in a language, the tenth word comes a tenth as often as the first. */
const pickWord = (dice: Dice): string => vocabulary[Math.floor(WORDS ** dice.roll()) - 1] ?? ''

/** Of the words that carry meaning: the most common hundred stand for "the" and "of". */
export function inventQuestion(dice: Dice, words: number): string {
  const pick = (): string => vocabulary[Math.floor(COMMON * (WORDS / COMMON) ** dice.roll())] ?? ''
  return `${Array.from({ length: words }, pick).join(' ')}?`
}

function inventText(dice: Dice, words: number): string {
  const text: string[] = []
  for (let index = 0; index < words; index++) {
    const isEnd = index % 12 === 11
    text.push(`${pickWord(dice)}${isEnd ? '.' : ''}${isEnd && index % 60 === 59 ? '\n\n' : ' '}`)
  }
  return text.join('').trim()
}

/** What the fake model server would make of texts of 300 invented words, as a training stores it. */
export async function seedChunks(
  store: Store,
  bot: { id: string; dimensions: number; chunks: number; seed: number },
): Promise<void> {
  const dice = createDice(bot.seed)
  const embedder = nameEmbedder(bot.dimensions)
  for (let start = 0; start < bot.chunks; start += CHUNKS_A_SOURCE) {
    const id = `${bot.id}-source-${start}`
    const now = new Date().toISOString()
    await store.sources.queue({ id, bot_id: bot.id, type: 'text', content: id, title: id }, now)
    const chunks = Array.from({ length: Math.min(CHUNKS_A_SOURCE, bot.chunks - start) }, (_, index): NewChunk => {
      const text = inventText(dice, WORDS_A_CHUNK)
      const vectors = [embedDensely(text, bot.dimensions)]
      return { index, heading_path: [], text, vectors, passages: [] }
    })
    const words = chunks.length * WORDS_A_CHUNK
    await store.knowledge.replace(id, { title: id, text: id, words, embedder, detail: null, chunks }, now)
  }
}
