import { findTerms, guessSurely, toRoot } from '../retrieval/terms.ts'
import { askFor, askForPrice, TOPIC_NAMES, TOPICS, type Topic } from './question-words.ts'

/** One source's chunks in reading order. */
export type Readable = { title: string; chunks: { heading_path: string[]; text: string }[] }

const MAX_CHARS = 70
/** Enough to tell a language by. */
const LANGUAGE_CHARS = 2000
/** Of one source, before others have had their turn. */
const MAX_IN_A_ROW = 2
const MAX_PRICES = 2

const HEADING = /^ {0,3}#{1,6}\s+/
const MARKS = /^\s*([-*+•]|\d{1,3}[.)])\s+|^[\s*_]*(q|f|frage|question)\s*[:.]\s*/giu
const QUESTION_MARK = /[?？؟]/u
/** Before it ends: the question stands in a paragraph, which asks the reader. */
const SENTENCE_END = /[.!。！]\s/u
/** What is asked or priced stands at a line's beginning; patterns need not read on. */
const MAX_LINE_CHARS = 300
/** Asked of the reader. */
const RHETORICAL =
  /^\W*(need|got|any|have you|still|ready|looking|interested|want|questions|curious|confused|why (choose )?us|was this|did you|noch|haben sie|hast du|fragen|lust|interesse|besoin|des questions|une question|avez-vous|tienes|tiene|dudas|preguntas|domande|hai|avete|vragen|heb je|heeft u)(?!\p{L})/iu
const NO_SUBJECT =
  /^\W*(home|welcome|about( us)?|contact|news|blog|overview|introduction|faqs?|questions( and answers)?|prices?|services?|products?|start(seite)?|willkommen|über uns|kontakt|aktuelles|übersicht|fragen( und antworten)?|preise?|leistungen|accueil|bienvenue|tarifs?|inicio|precios|prezzi)\W*$/iu

const MAIL = /[^\s@]{1,64}@[^\s@]{1,200}\.\p{L}{2,}/u
const PHONE = /(?<![\d.])(\+|\(0|\b0)[\d ()/.-]{6,20}\d/u
/** "Tuesday to Friday: 9:30 to 18:00", in any language: two times of a day in a line. */
const HOURS = /(?<!\d)\d{1,2}([:.h]\d{2}|\s?(am|pm|uhr|h))(?!\d)\D{1,12}\d{1,2}([:.h]\d{2}|\s?(am|pm|uhr|h))(?!\d)/iu
/** A name, then a price: in a table's row, behind a colon, a dash or dots. */
const PRICED =
  /^\W*(\p{L}[\p{L}\p{N} '’&()-]{2,39}?)(?:,[^|:]*)?\s*(?:\||:|[–—]|\.{3,}).*?(?:[€$£¥₺]|(?<!\p{L})(?:eur|euro|usd|chf|gbp|zł|tl)(?!\p{L}))/iu
const PRICE_WORDS =
  /^(prices?|total|from|fee|preise?|summe|ab|gesamt|gebühr|prix|precio|prezzo|preço|prijs|cena|fiyat)$/iu

/** What visitors may ask about these sources, the best first: questions found in them, then made from what they plainly hold. */
export function suggestQuestions(sources: readonly Readable[], limit: number): string[] {
  const ranked = sources
    .flatMap((source) => listCandidates(source).map((candidate, place) => ({ ...candidate, place })))
    .toSorted((a, b) => turnOf(a) - turnOf(b) || a.tier - b.tier || a.place - b.place)
  const chosen: string[] = []
  for (const { question } of ranked) {
    if (chosen.length === limit) break
    if (!chosen.some((other) => isAlike(other, question))) chosen.push(question)
  }
  return chosen
}

/** `tier`: 0 for a question that was found, 1 for one made from facts, 2 for a heading. */
type Candidate = { question: string; tier: number }

const turnOf = ({ place }: { place: number }): number => Math.floor(place / MAX_IN_A_ROW)

function listCandidates({ title, chunks }: Readable): Candidate[] {
  const beginning = chunks
    .map(({ text }) => text)
    .join('\n')
    .slice(0, LANGUAGE_CHARS)
  const language = guessSurely(beginning) ?? 'en'
  const lines = chunks.flatMap(({ heading_path, text }) => [
    ...heading_path.slice(-1).map((heading) => `# ${heading}`),
    ...text.split('\n'),
  ])
  const headings = [...new Set(lines.filter((line) => HEADING.test(line)).map(clean))]
  const found = lines.flatMap(findQuestion)
  const made = [
    ...TOPICS.filter((topic) => holds(topic, headings, lines)).map((topic) => askFor(topic, language)),
    ...listPriced(lines).map((name) => askForPrice(toSubject(name, language), language)),
  ]
  const asked = headings.filter((heading) => isSubject(heading, title)).map((heading) => toQuestion(heading, language))
  return [found, made, asked].flatMap((questions, tier) =>
    [...new Set(questions)].filter((question) => question.length <= MAX_CHARS).map((question) => ({ question, tier })),
  )
}

function findQuestion(line: string): string[] {
  const text = clean(line)
  const question = text.slice(0, text.search(QUESTION_MARK) + 1)
  const isWhole = question !== '' && !SENTENCE_END.test(question)
  return isWhole && !RHETORICAL.test(question) && countWords(question) >= 3 ? [question] : []
}

function holds(topic: Topic, headings: string[], lines: string[]): boolean {
  if (topic === 'hours' && lines.some((line) => HOURS.test(line))) return true
  if (topic === 'contact' && lines.some((line) => MAIL.test(line) || PHONE.test(line))) return true
  return headings.some((heading) => TOPIC_NAMES[topic].test(heading))
}

const listPriced = (lines: string[]): string[] =>
  lines
    .flatMap((line) => PRICED.exec(clean(line))?.[1]?.trim() ?? [])
    .filter((name) => !PRICE_WORDS.test(name) && name.split(' ').length <= 5)
    .slice(0, MAX_PRICES)

/** "Yearly service" inside a sentence; names and German nouns keep their capitals. */
const toSubject = (name: string, language: string): string =>
  language !== 'de' && /^\p{Lu}\p{Ll}+ \p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name

const isSubject = (heading: string, title: string): boolean =>
  !/[?？؟!]/u.test(heading) &&
  !NO_SUBJECT.test(heading) &&
  !title.toLowerCase().startsWith(heading.toLowerCase()) &&
  countWords(heading) <= 5

const toQuestion = (heading: string, language: string): string => {
  const bare = heading.replace(/[\s.:：]+$/u, '')
  if (language === 'ja' || language === 'zh') return `${bare}？`
  return language === 'ar' ? `${bare}؟` : `${bare}${language === 'fr' ? ' ?' : '?'}`
}

const clean = (text: string): string =>
  text
    .slice(0, MAX_LINE_CHARS)
    .replace(HEADING, '')
    .replace(/\s*#+$/, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(MARKS, '')
    .replace(/\*\*|__|`/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** A script without spaces has no words to count. */
const countWords = (text: string): number =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text) ? 3 : text.split(' ').length

/** Whether two questions ask for nearly the same. */
function isAlike(one: string, other: string): boolean {
  const [a, b] = [new Set(findTerms(one).map(toRoot)), new Set(findTerms(other).map(toRoot))]
  const shared = [...a].filter((root) => b.has(root)).length
  return one.toLowerCase() === other.toLowerCase() || (shared > 0 && shared / Math.min(a.size, b.size) > 0.6)
}
