import type { Turn } from '../store/conversation-store.ts'
import { listAlternatives, listBareAlternatives } from './synonyms.ts'
import { findTerms, guessLanguage, listWords, toBeginning } from './terms.ts'

/** What to search for. */
export type Query = {
  text: string
  /** The words of the question and of what it follows, for the order of what is found. */
  said: string[]
  /** How other forms of the words of the question begin; they weigh less in that order. */
  forms: string[]
  /** For the text index: these, and other words for the same. */
  terms: string[]
  /** What the question itself asks for, each as indices of the terms that stand for it; they decide whether a chunk answers. */
  asked: number[][]
  /** That the question goes on from what was asked before is a guess: what answers it holds one of its own words. */
  isGuess: boolean
}

/** A longer question stands by itself. */
const MAX_FOLLOW_UP_TERMS = 2
const MAX_FOLLOW_UP_WORDS = 5
/** Questions before it that a question may need. */
const MAX_CONTEXT = 3
/** The text index takes no more. */
export const MAX_TERMS = 32

/** Openings that add to what was said, after thanks if any. */
const ADDS_ON =
  /^[¿¡\s]*((ok|okay|thanks|thank you|danke|gracias|vale|merci|grazie|obrigad[oa]|bedankt)[\s,.!]{1,3}[¿¡]?)?(and|or|but|also|what about|how about|und|oder|aber|auch|was ist mit|wie sieht es mit|y|o|pero|también|qué tal|et|ou|mais|aussi|e|ed|mas|anche|maar|ook|ale|ve|peki)\s/iu

/** Pronouns that need it. "Is there parking?" and "shoes that fit" do not. */
const POINTS_BACK =
  /(?<!\p{L})(it|its|those|them|they|he|she|him|(that|das|dies|ça|dat)(?=\W*$)|this one|that one|the same|davon|damit|dafür|dort|dieselben?|eso|esos|esas|allí|cela|ceux|celles|là-bas|quello|quelli|isso|daar|daarvan|tego|orada|bunlar)(?!\p{L})/iu

/**
 * The searches to try for a question, in order, until one finds something. "And on Sundays?" is searched for together with what was
 * asked before; "Do you deliver?" by itself first.
 */
export function toQueries(question: string, recent: Turn[]): Query[] {
  const words = listWords(question)
  const own = findTerms(question)
  const bare = own.length === 0 ? listBareAlternatives(words) : []
  const language = guessLanguage(words)
  const listForms = (word: string) => listAlternatives(word).flatMap((other) => [other, ...toForms(other, language)])
  const subjects = bare.length > 0 ? [bare] : own.map(listForms)
  const alone = toQuery(question, subjects, [])

  const previous = findContext(recent)
  if (previous === '' || previous === question) return [alone]
  const before = findTerms(previous)
  const joined = toQuery(`${previous}\n${question}`, own.length > 0 ? subjects : before.map(listForms), before)
  if (pointsBack(question) || subjects.length === 0) return [joined, alone]
  const isShort = own.length <= MAX_FOLLOW_UP_TERMS && words.length <= MAX_FOLLOW_UP_WORDS
  return isShort ? [alone, { ...joined, isGuess: true }] : [alone]
}

const pointsBack = (question: string): boolean => ADDS_ON.test(question) || POINTS_BACK.test(question)

/** What was asked last, and what that pointed back to. */
function findContext(recent: Turn[]): string {
  const asked = recent.filter(({ role }) => role === 'user').map(({ content }) => content)
  const first = asked.findLastIndex((question) => !pointsBack(question))
  return asked.slice(Math.max(first, asked.length - MAX_CONTEXT, 0)).join('\n')
}

const toForms = (word: string, language: string | undefined): string[] => {
  const beginning = toBeginning(word, language)
  return beginning === undefined ? [] : [beginning]
}

/** `subjects` hold the words that stand for each thing asked; `others` are searched for and do not decide. */
function toQuery(text: string, subjects: string[][], others: string[]): Query {
  // The words as they were said come first: the others give way when there are too many.
  const said = [...new Set([...subjects.flatMap(([word]) => word ?? []), ...others])].slice(0, MAX_TERMS)
  const forms = subjects.flatMap(([, form]) => (form?.endsWith('*') ? form : []))
  const terms = [...new Set([...said, ...forms, ...subjects.flat()])].slice(0, MAX_TERMS)
  const asked = subjects.map((words) => words.map((word) => terms.indexOf(word)).filter((index) => index >= 0))
  return { text, said, forms, terms, asked: asked.filter((indices) => indices.length > 0), isGuess: false }
}

/** The query with more words that stand for what is asked, as many as the index takes. */
export function addAlternatives(query: Query, find: (indices: number[]) => string[]): Query {
  const said = [...query.said]
  const terms = [...query.terms]
  const asked = query.asked.map((indices) => {
    const added = find(indices).slice(0, MAX_TERMS - terms.length)
    said.push(...added)
    const first = terms.push(...added) - added.length
    return [...indices, ...added.map((_, index) => first + index)]
  })
  return { ...query, said, terms, asked }
}
