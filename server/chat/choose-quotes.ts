import { findAskedDays, readDays } from './asked-days.ts'
import { countWords, MAX_SENTENCES, type Quote } from './quote.ts'

/** `isKind`: it holds the kind of thing asked for. */
export type ScoredQuote = { quote: Quote; score: number; isKind: boolean }

/** Of the best: what scores less says something else. */
const NEAR_BEST = 0.7
/** Rows of one table resemble each other, a sentence and a row say things apart, and what is not of the kind asked for is rarely meant. */
const NEAR_BEST_OTHER = 0.9
/** Keeps the mean answer on encyclopedia pages at 44 to 57 words and as many right ones; at 80 Spanish ones lose three of a hundred. */
const MAX_ANSWER_WORDS = 90
/** Of the words of the shorter one. */
const SAME_SHARE = 0.8

/** The best, and what is nearly as good and says something new, up to three sentences; of opening hours the days asked for. In reading order. */
export function chooseQuotes(scored: ScoredQuote[], question: string): Quote[] {
  const bestFirst = scored.toSorted((a, b) => b.score - a.score)
  const [best] = bestFirst
  if (best === undefined) return []
  const hours = listHours(
    scored.map(({ quote }) => quote),
    best.quote,
    question,
  )
  return (hours ?? takeNearBest(bestFirst, best)).toSorted(
    ({ place: a }, { place: b }) => a.chunk - b.chunk || a.block - b.block || a.index - b.index,
  )
}

function takeNearBest(bestFirst: ScoredQuote[], best: ScoredQuote): Quote[] {
  const chosen: Quote[] = []
  let sentences = 0
  let words = 0
  for (const { quote, score, isKind } of bestFirst) {
    const isRow = quote.head !== '' || best.quote.head !== ''
    if (score < best.score * NEAR_BEST) break
    if ((isRow || (best.isKind && !isKind)) && score < best.score * NEAR_BEST_OTHER) continue
    const length = countWords(quote.text)
    if (chosen.length > 0 && (sentences + quote.sentences > MAX_SENTENCES || words + length > MAX_ANSWER_WORDS))
      continue
    if (chosen.some(({ text }) => saysTheSame(text, quote.text))) continue
    if (chosen.length > 0 && isBare(quote)) continue
    chosen.push(quote)
    sentences += quote.sentences
    words += length
  }
  return chosen
}

/** "€1,899" or "4.5/5" beside a sentence: nobody can tell what of. */
const isBare = ({ text, head }: Quote): boolean => head === '' && !/\p{L}/u.test(text)

/** When the best quote is a row of opening hours: the rows of the days asked for, all rows when the question names none. */
function listHours(quotes: Quote[], best: Quote, question: string): Quote[] | undefined {
  if (!toLines(best).some(isHours)) return undefined
  const asked = findAskedDays(question)
  const isAsked = (line: string) => [...readDays(line)].some((day) => asked.has(day))
  const rows = quotes.filter((quote) => quote.place.chunk === best.place.chunk && toLines(quote).some(isHours))
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
  const [shorter = [], longer = []] = [toWords(a), toWords(b)].toSorted((x, y) => x.length - y.length)
  const held = new Set(longer)
  return shorter.length > 0 && shorter.filter((word) => held.has(word)).length / longer.length >= SAME_SHARE
}

const toWords = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
