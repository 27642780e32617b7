import type { Turn } from '../store/store.ts'
import { findTerms, listWords } from './terms.ts'

/** What to search for. `own` are the terms of the question itself: they decide whether a chunk answers it. */
export type Query = { text: string; terms: string[]; own: string[] }

/** A longer question stands by itself. */
const MAX_FOLLOW_UP_TERMS = 2
const MAX_TERMS = 32

/** Openings that add to what was said. */
const ADDS_ON =
  /^(and|or|but|also|what about|how about|und|oder|aber|auch|was ist mit|wie sieht es mit|y|o|pero|también|qué tal|et|ou|mais|aussi|e|ed|mas|anche|maar|ook|ale|ve|peki)\s/iu

/** Pronouns that need it. "Is there parking?" and "shoes that fit" do not. */
const POINTS_BACK =
  /(?<!\p{L})(it|its|those|them|they|that(?=\W*$)|this one|that one|the same|davon|damit|dafür|dort|dieselben?|eso|esos|esas|allí|cela|ceux|celles|là-bas|quello|quelli|isso|daar|daarvan|tego|orada|bunlar)(?!\p{L})/iu

/**
 * The searches to try for a question, in order, until one finds something. "And on Sundays?" is searched for together with what was
 * asked before; "Do you deliver?" by itself first.
 */
export function toQueries(question: string, recent: Turn[]): Query[] {
  const own = findTerms(question).slice(0, MAX_TERMS)
  const alone = { text: question, terms: own, own }
  const previous = recent.findLast(({ role }) => role === 'user')?.content
  if (previous === undefined || previous === question) return [alone]

  const joined = {
    text: `${previous}\n${question}`,
    terms: [...new Set([...own, ...findTerms(previous)])].slice(0, MAX_TERMS),
    own,
  }
  const pointsBack = ADDS_ON.test(question) || POINTS_BACK.test(question)
  if (own.length === 0 || pointsBack) return [joined, alone]
  const isShort = own.length <= MAX_FOLLOW_UP_TERMS && listWords(question).length <= MAX_FOLLOW_UP_TERMS + 3
  return isShort ? [alone, joined] : [alone]
}
