import { listAlternatives } from '../retrieval/synonyms.ts'
import { listWords, toStem } from '../retrieval/terms.ts'
import type { Quote } from '../knowledge/quotes.ts'
import { isSubjectOf } from './reads-on.ts'
import { createRangeReader } from './within-range.ts'

/** What speaks for a quote. `cosine` is 0 when nothing was embedded, `isKind` that it holds the kind of thing asked for. */
export type Evidence = { cosine: number; coverage: number; isKind: boolean; relevance: number }

/**
 * Logistic weights of the evidence, fitted as a choice among the quotes of a question: 360 questions on encyclopedia pages (English,
 * or German and Spanish) and 80 on pages of small businesses, counted three times. Held back halves choose as well as those fitted on.
 * No help there: length, place, pairs of words, the sentence before, stop words, the cosine's rank or its distance from the chunk's mean.
 */
const ENGLISH = { cosine: 8, coverage: 5.5, isKind: 1.7, relevance: 4 }
/** The local embedder reads English: its cosines say little of other languages, and the search ranks their chunks by words alone. */
const OTHER = { cosine: 2.8, coverage: 7.7, isKind: 1.9, relevance: 0.1 }

/** How good each quote is, as the logarithm of its odds; only differences mean something. */
export function toScore({ cosine, coverage, isKind, relevance }: Evidence, language: string | undefined): number {
  const by = language === undefined || language === 'en' ? ENGLISH : OTHER
  return by.cosine * cosine + by.coverage * coverage + (isKind ? by.isKind : 0) + by.relevance * relevance
}

/** The share of the terms that each quote holds, with what stands above it and what it speaks of; what few quotes hold weighs more. */
export function measureCoverage(quotes: Quote[], terms: string[]): number[] {
  const isLike = createLikeness()
  const stemsOfTerms = terms.map((term) => listAlternatives(term).map(toStem))
  const held = quotes.map((quote) => {
    const subject = quotes.find((other) => isSubjectOf(other, quote))?.text ?? ''
    const words = new Set(listWords(`${quote.context}\n${subject}\n${quote.text}`))
    const isInRange = createRangeReader(quote.text)
    const stems = new Set([...words].map(toStem))
    return terms.map((term, index) =>
      isInRange(term) || stemsOfTerms[index]?.some((stem) => stems.has(stem))
        ? 1
        : Math.max(0, ...[...words].map((word) => isLike(term, word))),
    )
  })
  const weights = terms.map((_, index) => {
    const count = held.reduce((sum, row) => sum + (row[index] ?? 0), 0)
    return 1 + Math.log(1 + (quotes.length - count + 0.5) / (count + 0.5))
  })
  const total = sum(weights)
  return held.map((row) => (total > 0 ? sum(row.map((share, index) => share * (weights[index] ?? 0))) / total : 0))
}

/** Below it two words have nothing to do with each other. */
const MIN_LIKENESS = 0.5

/** How alike two words are, 0..1, by their triples of letters: inflections and misspelt words. */
function createLikeness(): (a: string, b: string) => number {
  const known = new Map<string, Set<string>>()
  const toTriples = (word: string): Set<string> => {
    const found = known.get(word) ?? new Set(Array.from(word, (_, at) => `_${word}_`.slice(at, at + 3)))
    known.set(word, found)
    return found
  }
  const compared = new Map<string, number>()
  return (a, b) => {
    const key = `${a} ${b}`
    const before = compared.get(key)
    if (before !== undefined) return before
    const [left, right] = [toTriples(a), toTriples(b)]
    const shared = [...left].filter((triple) => right.has(triple)).length
    const likeness = (2 * shared) / (left.size + right.size)
    compared.set(key, likeness < MIN_LIKENESS ? 0 : likeness)
    return likeness < MIN_LIKENESS ? 0 : likeness
  }
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)
