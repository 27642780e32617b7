import { countEdits } from '../retrieval/similar-words.ts'
import { SYNONYMS } from '../retrieval/synonyms.ts'
import { guessLanguage, leaveOutStopWords, listWords, toRoot } from '../retrieval/terms.ts'

/** Of what the longer of two questions asks for, the shorter must ask for so much. */
const MIN_LIKENESS = 0.65
/** Shorter words differ by a letter and mean something else. */
const MIN_TYPO_CHARS = 5
/** As far as a misspelt word is likely to be right. */
const KEY_CHARS = 4
const QUESTION = /[?？؟]\s*$/
const HOW_MUCH = /\bhow much\b(?! time)/g
const NUMBER = /\p{N}/u
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** One way in which a question was put, with each time it was. */
export type Wording<Question> = { text: string; asked: Question[] }

/** What a wording asks for. */
type Gist = { roots: string[]; numbers: string; language: string | undefined; keys: string[] }

/**
 * Questions, newest first, as groups that ask the same: each with its wordings, that asked most often first. Words count in any form
 * and order, and misspelt; numbers must be the same. Only within a language, since an answer is written in one.
 */
export function groupQuestions<Question extends { content: string }>(questions: Question[]): Wording<Question>[][] {
  const wordings = listWordings(questions)
  const gists = wordings.map(({ text }) => toGist(text))
  const counts = countKeys(gists)
  const groups: { gist: Gist; wordings: Wording<Question>[] }[] = []
  const groupsByKey = new Map<string, number[]>()
  wordings.forEach((wording, index) => {
    const gist = gists[index]
    if (gist === undefined) return
    const keys = chooseKeys(gist, counts)
    const near = new Set(keys.flatMap((key) => (groupsByKey.get(key) ?? []).slice(0, MAX_NEAR)).slice(0, MAX_NEAR))
    const best = findBest(gist, near, groups)
    if (best !== undefined) {
      best.wordings.push(wording)
      return
    }
    for (const key of keys) groupsByKey.set(key, [...(groupsByKey.get(key) ?? []), groups.length])
    groups.push({ gist, wordings: [wording] })
  })
  return groups.map((group) => group.wordings)
}

/** The same letters are the same wording; it is shown as it was put last. Most often asked first, then whole questions, then newest. */
function listWordings<Question extends { content: string }>(questions: Question[]): Wording<Question>[] {
  const byLetters = new Map<string, Wording<Question>>()
  for (const question of questions) {
    const letters = question.content
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
    const known = byLetters.get(letters)
    if (known === undefined) byLetters.set(letters, { text: question.content, asked: [question] })
    else known.asked.push(question)
  }
  const isWhole = ({ text }: { text: string }): number => (QUESTION.test(text) ? 1 : 0)
  return [...byLetters.values()].toSorted((a, b) => b.asked.length - a.asked.length || isWhole(b) - isWhole(a))
}

// Every root is compared with every root of every group near: without a bound, 400 questions of 40 odd words took 3 s.
const MAX_ROOTS = 12
const MAX_NEAR = 20

function toGist(text: string): Gist {
  const words = splitWords(text.toLowerCase().replace(HOW_MUCH, 'price'))
  const language = guessLanguage(words)
  const terms = leaveOutStopWords(words, language)
  const numbers = terms.filter((term) => NUMBER.test(term)).toSorted()
  const subjects = terms.filter((term) => !NUMBER.test(term)).map(toSubject)
  const roots = [...new Set([...subjects, ...numbers])].slice(0, MAX_ROOTS)
  const keys = [...new Set(roots.map((root) => root.slice(0, KEY_CHARS)))]
  return { roots, numbers: numbers.join(' '), language, keys }
}

/** The segmenter takes half of the time of all this; where words stand apart it is not needed. */
const splitWords = (text: string): string[] =>
  UNSPACED.test(text) ? listWords(text) : (text.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])

/** Of all forms of a word the same, in any language, and of words for one thing. */
const toSubject = (word: string): string =>
  subjectsOfWords.get(word) ?? subjectsOfRoots.get(toRoot(word)) ?? toRoot(word)

/** A word of two lines, such as "card" of payment and of Visa, stands for neither. */
function findSubjects(of: (word: string) => string): Map<string, string> {
  const named = SYNONYMS.flatMap((line) => [...new Set(line.map(of))].map((word) => ({ word, subject: `=${line[0]}` })))
  const lines = [...Map.groupBy(named, ({ word }) => word).values()]
  return new Map(
    lines.flatMap((found) => (found.length === 1 ? found : [])).map(({ word, subject }) => [word, subject]),
  )
}

const subjectsOfWords = findSubjects((word) => word)
const subjectsOfRoots = findSubjects(toRoot)

function countKeys(gists: Gist[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of gists.flatMap(({ keys }) => keys)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Its rarest keys: two that are alike enough have one of these in common. By all of them every question of "deliver" met every other. */
function chooseKeys({ keys }: Gist, counts: Map<string, number>): string[] {
  const rarestFirst = keys.toSorted((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0) || (a < b ? -1 : 1))
  return rarestFirst.slice(0, keys.length - Math.ceil(MIN_LIKENESS * keys.length) + 1)
}

function findBest<Group extends { gist: Gist }>(
  gist: Gist,
  near: Iterable<number>,
  groups: Group[],
): Group | undefined {
  let best: { group: Group; likeness: number } | undefined
  for (const index of near) {
    const group = groups[index]
    if (group === undefined) continue
    const likeness = measureLikeness(gist, group.gist)
    if (likeness >= MIN_LIKENESS && likeness > (best?.likeness ?? 0)) best = { group, likeness }
  }
  return best?.group
}

/**
 * The share of what one asks for in what the other does, which must hold all of it: a table for six on Friday and a class for six on
 * Friday have most words in common, and another answer.
 */
function measureLikeness(a: Gist, b: Gist): number {
  if (a.numbers !== b.numbers) return 0
  if (a.language !== undefined && b.language !== undefined && a.language !== b.language) return 0
  const [fewer, more] = a.roots.length < b.roots.length ? [a.roots, b.roots] : [b.roots, a.roots]
  if (fewer.length < MIN_LIKENESS * more.length) return 0
  const isHeld = (root: string) => more.includes(root) || more.some((other) => isMisspelt(root, other))
  return fewer.every(isHeld) ? fewer.length / more.length : 0
}

const isMisspelt = (a: string, b: string): boolean =>
  a.length >= MIN_TYPO_CHARS &&
  b.length >= MIN_TYPO_CHARS &&
  Math.abs(a.length - b.length) <= 1 &&
  a.startsWith(b.slice(0, KEY_CHARS)) &&
  !NUMBER.test(a) &&
  countEdits(a, b) <= 1
