import { asksForHours, findAskedDays, readDays } from './asked-days.ts'
import { countWords, MAX_SENTENCES, type Quote } from '../knowledge/quotes.ts'
import type { Evidence } from './rank-quotes.ts'
import { isBeside, isSubjectOf } from './reads-on.ts'

/** `score` is the logarithm of the odds that it holds the answer, but for a constant. */
export type ScoredQuote = { quote: Quote; score: number } & Pick<Evidence, 'coverage' | 'isKind'>

/** A quote that holds so much of what is asked, and the kind of thing, needs nothing beside it but its equals. */
const WHOLE_COVERAGE = 0.8
const SURE_OF_WHOLE = 0.5
/** Of opening hours below the best sentence, where a day is asked for. */
const MAX_HOURS_BEHIND = 1.5
/** Then the answer is among those chosen, as far as can be told, and more would be noise. */
const SURE = 0.95
/** What is less likely than that is not worth a visitor's time. */
const MIN_CHANCE = 0.03
/** A row beside a sentence, or a sentence beside a row, is rarely meant. */
const MIN_CHANCE_OTHER = 0.12
const MAX_ANSWER_WORDS = 60
/** What is so likely may make the answer longer. */
const LIKELY = 0.15
const MAX_LIKELY_WORDS = 75
/** A sentence beside a chosen one reads on from it. */
const BESIDE = 1.5
/** Of the words of the shorter one. */
const SAME_SHARE = 0.8

/** The best, and what is nearly as good and says something new, up to three sentences; of opening hours the days asked for. */
export function chooseQuotes(scored: ScoredQuote[], question: string): Quote[] {
  const bestFirst = scored.toSorted((a, b) => b.score - a.score)
  const [best] = bestFirst
  if (best === undefined) return []
  const hours = listHours(bestFirst, best, question)
  return hours ?? sortBySection(takeLikely(bestFirst))
}

/** What stands under one heading together, that of the best first. */
function sortBySection(quotes: Quote[]): Quote[] {
  const sections = quotes.map(toSection)
  return quotes.toSorted(
    (a, b) => sections.indexOf(toSection(a)) - sections.indexOf(toSection(b)) || compareInSection(a, b),
  )
}

const toSection = ({ place, heading }: Quote): string => `${place.chunk} ${heading}`

const compareInSection = ({ place: a }: Quote, { place: b }: Quote): number => a.block - b.block || a.index - b.index

/** The likeliest, and more until the answer is likely enough to be among them. */
function takeLikely(bestFirst: ScoredQuote[]): Quote[] {
  const top = bestFirst[0]?.score ?? 0
  const total = bestFirst.reduce((sum, { score }) => sum + Math.exp(score - top), 0)
  const left = bestFirst.map(({ quote, score }) => ({ quote, chance: Math.exp(score - top) / total }))
  const chosen: Quote[] = []
  const so = { chance: 0, sentences: 0, words: 0 }
  const take = (taken: Likely): void => {
    left.splice(left.indexOf(taken), 1)
    chosen.push(taken.quote)
    so.chance += taken.chance
    so.sentences += taken.quote.sentences
    so.words += countWords(taken.quote.text)
  }
  const hasRoom = (quote: Quote, maxWords: number): boolean =>
    so.sentences + quote.sentences <= MAX_SENTENCES && so.words + countWords(quote.text) <= maxWords

  const isEnough = () => so.chance >= (isWhole(bestFirst[0]) ? SURE_OF_WHOLE : SURE)
  while (!isEnough()) {
    const isNew = ({ quote, chance }: Likely): boolean =>
      chance >= (quote.isFragment === chosen[0]?.isFragment ? MIN_CHANCE : MIN_CHANCE_OTHER) &&
      hasRoom(quote, chance >= LIKELY ? MAX_LIKELY_WORDS : MAX_ANSWER_WORDS) &&
      !isBare(quote) &&
      !chosen.some(({ text }) => saysTheSame(text, quote.text))
    const worth = ({ quote, chance }: Likely): number =>
      chosen.some((other) => isBeside(other, quote)) ? chance * BESIDE : chance
    const next = chosen.length === 0 ? left[0] : left.filter(isNew).toSorted((a, b) => worth(b) - worth(a))[0]
    if (next === undefined) break
    take(next)
    const before = left.find(({ quote }) => isSubjectOf(quote, next.quote))
    if (before && hasRoom(before.quote, MAX_ANSWER_WORDS)) take(before)
  }
  return chosen
}

type Likely = { quote: Quote; chance: number }

const isWhole = (best: ScoredQuote | undefined): boolean =>
  best !== undefined && best.isKind && best.coverage >= WHOLE_COVERAGE

/** "€1,899" or "4.5/5" beside a sentence: nobody can tell what of. */
const isBare = ({ text, head }: Quote): boolean => head === '' && !/\p{L}/u.test(text)

/** When a row of opening hours is best, or nearly and for the day asked for: the rows of the days asked for, all when the question names none. */
function listHours(bestFirst: ScoredQuote[], best: ScoredQuote, question: string): Quote[] | undefined {
  const asked = findAskedDays(question)
  const isAsked = (line: string) => [...readDays(line)].some((day) => asked.has(day))
  const isNear = ({ quote, score, isKind }: ScoredQuote) =>
    isKind &&
    (asksForHours(question)
      ? toLines(quote).some(isHours)
      : best.score - score < MAX_HOURS_BEHIND && toLines(quote).some(isAsked))
  const row = (bestFirst.find(isNear) ?? best).quote
  if (!toLines(row).some(isHours)) return undefined
  const rows = bestFirst
    .map(({ quote }) => quote)
    .toSorted(compareInSection)
    .filter((quote) => quote.place.chunk === row.place.chunk && toLines(quote).some(isHours))
  const kept = rows.flatMap((quote) => {
    const lines = toLines(quote)
    if (lines.length === 1) return isAsked(quote.text) ? [quote] : []
    const text = lines.filter(isAsked).join('  \n')
    return text === '' ? [] : [{ ...quote, text }]
  })
  return kept.length > 0 ? kept : rows
}

const toLines = ({ text }: Quote): string[] => text.split('\n').map((line) => line.trim())
const isHours = (line: string): boolean => readDays(line).size > 0

/** Two pages of a site often carry the same sentence. */
function saysTheSame(a: string, b: string): boolean {
  if (a.includes(b) || b.includes(a)) return true
  const [shorter = [], longer = []] = [toWords(a), toWords(b)].toSorted((x, y) => x.length - y.length)
  const held = new Set(longer)
  return shorter.length > 0 && shorter.filter((word) => held.has(word)).length / longer.length >= SAME_SHARE
}

const toWords = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
