import { STOP_WORDS_BY_LANGUAGE } from './stop-words.ts'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

/** don't, won't: never a subject, and "won" is. */
const NEGATIONS = /(?<!\p{L})\p{L}+n['’]t(?!\p{L})/gu
/** "How high is the deposit?" asks for a number, not for something high. */
const MEASURES =
  /(?<!\p{L})how (high|big|large|small|long|short|far|near|tall|wide|deep|heavy|old|often|fast|late|early|soon)(?!\p{L})/gu
/** "Opening times" are hours; times alone are not. */
const OPENING_TIMES = /(?<=(?<!\p{L})(opening|business|working|office|store|shop) )times(?!\p{L})/gu
/** The segmenter joins l'hôtel and what's; the text index splits them. */
const APOSTROPHES = /['’]/g

/** All words of a text in lower case; the segmenter finds them in scripts without spaces too. */
export function listWords(text: string): string[] {
  const words: string[] = []
  const spaced = text
    .toLowerCase()
    .replace(NEGATIONS, ' ')
    .replace(MEASURES, 'how')
    .replace(OPENING_TIMES, 'hours')
    .replace(APOSTROPHES, ' ')
  for (const { segment, isWordLike } of segmenter.segment(spaced)) {
    if (isWordLike) words.push(segment)
  }
  return words
}

/** Each word of some texts, cheaper than by the segmenter and for scripts with spaces only. */
export const listVocabulary = (texts: string[]): Set<string> =>
  new Set(texts.flatMap((text) => text.toLowerCase().match(/\p{L}+/gu) ?? []))

/** The words of a question that say what it is about, each once, in order; numbers are among them. */
export function findTerms(question: string): string[] {
  const words = listWords(question)
  return leaveOutStopWords(words, guessLanguage(words))
}

export function leaveOutStopWords(words: string[], language = 'en'): string[] {
  const stopWords = STOP_WORDS_BY_LANGUAGE.get(language) ?? new Set()
  return [...new Set(words)].filter((word) => !stopWords.has(word))
}

/** The language whose stop words occur most; undefined when none does. English wins a draw. */
export function guessLanguage(words: string[]): string | undefined {
  let best: { language: string; hits: number } | undefined
  for (const [language, stopWords] of STOP_WORDS_BY_LANGUAGE) {
    const hits = words.filter((word) => stopWords.has(word)).length
    if (hits > (best?.hits ?? 0)) best = { language, hits }
  }
  return best?.language
}

/** One word is enough in scripts of one language; elsewhere two stop words, and more than any other language has. */
const SURE_HITS = 2
const SCRIPTS: [RegExp, string][] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Han}/u, 'zh'],
  [/\p{Script=Hebrew}/u, 'he'],
]

/** The language a text is surely written in; undefined when its words do not show it. */
export function guessSurely(text: string): string | undefined {
  const script = SCRIPTS.find(([letters]) => letters.test(text))
  if (script !== undefined) return script[1]
  const words = listWords(text)
  const [best, second] = [...STOP_WORDS_BY_LANGUAGE]
    .map(([language, stopWords]) => ({ language, hits: words.filter((word) => stopWords.has(word)).length }))
    .toSorted((a, b) => b.hits - a.hits)
  return best && best.hits >= SURE_HITS && best.hits > (second?.hits ?? 0) ? best.language : undefined
}

/** Of nouns, verbs and adjectives in German, Spanish, French, Italian, Portuguese and Dutch. */
const ENDINGS =
  /(?<=\p{L}{4})(a[dt][aeo]|[ai]d[ao]s|aciones|ación|ações|ação|ations?|azion[ei]|ungen|ung|ingen|ing|amiento|amento|ements?|amos|emos|imos|iamo|[aeu]?ndo|ões|ones|ón|ores|or|ern|e[mnrstz]|[aei]r|[aei]re|[aeo]no|ons|e?aux|eux|euses?|ées?|és?|[aeo]s|[aáàeimnoostxé])$/u

/** How the other forms of a word begin, "kurs*" for Kurse. None for English, whose forms the text index joins, and for numbers. */
export function toBeginning(word: string, language: string | undefined): string | undefined {
  const [korean] = KOREAN_START.exec(word) ?? []
  if (korean !== undefined) return `${korean}*`
  const isWhole = language === 'en' || word.length < MIN_BEGINNING_CHARS || !/^\p{L}+$/u.test(word)
  return isWhole ? undefined : `${word.replace(ENDINGS, '')}*`
}
/** Korean glues particles and endings to a noun, which is often of two syllables. */
const KOREAN_START = /^\p{Script=Hangul}{2}/u
/** Shorter ones begin too many other words. */
const MIN_BEGINNING_CHARS = 4

/** Enough of a stem to see that "deliver" and "deliveries" belong together. */
export const toStem = (word: string): string => word.replace(/(?<=\p{L}{3})(ies|ing|ings|ed|es|en|er|s|e|y|n)$/u, '')

/** What all forms of a word have in common, in any language: "deliver", "delivery" and "deliveries", "liefern" and "Lieferung". */
export function toRoot(word: string): string {
  const stem = toStem(word)
  const root = toBeginning(stem, undefined)?.slice(0, -1) ?? stem
  return root === word ? root : toRoot(root)
}
