import { splitSentences } from '../knowledge/sentences.ts'
import { NAMES_THE_CONTEXT, OFFERS, type Phrase, REFUSAL_OPENINGS, REFUSAL_PREFACES, TURNS } from './refusal-phrases.ts'

/** What is longer says something besides. */
const MAX_CHARS = 500

/**
 * Whether a model says in its own words that it was given nothing about it, and no more than where else to ask. Who names a source
 * was given something, unless the answer says that it does not stand there.
 */
export function isRefusal(answer: string, hasCited: boolean): boolean {
  const [first = '', ...rest] = toClauses(answer)
  const isSourced = hasCited && !NAMES_THE_CONTEXT.test(answer)
  return answer.length <= MAX_CHARS && !isSourced && refuses(first) && !saysMore(rest, hasCited)
}

/** Whether an answer that begins like this can still become a refusal: until then nobody has to see it. */
export function mayBecomeRefusal(start: string, hasCited: boolean): boolean {
  if (start.length > MAX_CHARS) return false
  const [first = '', ...rest] = toClauses(start)
  const opening = findOpening(first)
  // The last clause is still being written.
  return opening === 'whole' ? !saysMore(rest.slice(0, -1), hasCited) : opening === 'begun' && rest.length === 0
}

/** Where a source is named, even an offer is an answer. */
const saysMore = (clauses: string[], hasCited: boolean): boolean =>
  clauses.some((clause) => !refuses(clause) && (hasCited || !OFFERS.test(clause)))

const refuses = (clause: string): boolean => findOpening(clause) === 'whole' || NAMES_THE_CONTEXT.test(clause)

type Opening = 'whole' | 'begun' | undefined

/** Whether a clause begins as refusals do, or may when it goes on. */
function findOpening(clause: string): Opening {
  const letters = toLetters(clause)
  const prefaces = [...REFUSAL_PREFACES]
  const rests = [
    letters,
    ...prefaces.filter((preface) => letters.startsWith(preface)).map((p) => letters.slice(p.length)),
  ]
  let opening: Opening
  for (const rest of rests) {
    for (const phrase of REFUSAL_OPENINGS) {
      const found = follow(rest, phrase)
      if (found === 'whole') return found
      opening ??= found
    }
  }
  return opening ?? (prefaces.some((preface) => preface.startsWith(letters)) ? 'begun' : undefined)
}

function follow(letters: string, phrase: Phrase, place = 0): Opening {
  const parts = phrase[place]
  if (parts === undefined) return 'whole'
  let opening: Opening
  for (const part of parts) {
    const found = letters.startsWith(part)
      ? follow(letters.slice(part.length), phrase, place + 1)
      : part.startsWith(letters)
        ? 'begun'
        : undefined
    if (found === 'whole') return found
    opening ??= found
  }
  return opening
}

/** The sentences, each parted where it turns: "I have no information on prices, but a cut takes an hour." No bare apologies. */
const toClauses = (text: string): string[] =>
  splitSentences(text)
    .flatMap((sentence) => sentence.split(TURNS))
    .filter((clause) => toLetters(clause) !== '' && !REFUSAL_PREFACES.has(toLetters(clause)))

const toLetters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
