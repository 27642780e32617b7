import { DEFAULT_FALLBACK_MESSAGE } from '#shared/bot.ts'
import { FALLBACK_MESSAGES } from '../languages/fallback-messages.ts'
import { countEdits } from '../retrieval/similar-words.ts'
import { guessSurely } from '../retrieval/terms.ts'

/** Of the letters of the sentence: a model retells it with a word changed. */
const MAX_CHANGED_SHARE = 0.15
/** So few letters must be the same; two may differ in the next, as in "do not" for "don't". */
const SHORT_CHARS = 6
/** With so much around it, it is part of an answer. */
const MAX_LENGTH_SHARE = 1.5
/** What models like to say before it, letters alone. */
const APOLOGIES =
  'imsorrybut,imsorry,iamsorrybut,iamsorry,sorrybut,sorry,unfortunately,estutmirleidaber,estutmirleid,tutmirleid,leider,losientopero,losiento,lamentablemente,jesuisdésolémais,jesuisdésolé,désolé,malheureusement,mispiacema,mispiace,purtroppo'.split(
    ',',
  )

/** The bot's own sentence; where the owner left the default, the same in the visitor's language if their words show it. */
export function chooseFallback(fallbackMessage: string, question: string): string {
  if (fallbackMessage !== DEFAULT_FALLBACK_MESSAGE) return fallbackMessage
  return FALLBACK_MESSAGES.get(guessSurely(question) ?? 'en') ?? fallbackMessage
}

/** Whether an answer is the fallback sentence, as a model may retell it: in quotes, with other apostrophes, with a word or two around it or changed. */
export function isFallback(answer: string, fallbackMessage: string): boolean {
  const fallback = toLetters(fallbackMessage)
  const said = toLetters(answer)
  if (fallback === '' || said.length > fallback.length * MAX_LENGTH_SHARE) return false
  return said.includes(fallback) || isNearly(withoutApology(said), fallback)
}

/** Whether an answer that begins like this can still become the fallback sentence: until then nobody has to see it. */
export function mayBecomeFallback(start: string, fallbackMessage: string): boolean {
  const fallback = toLetters(fallbackMessage)
  const said = toLetters(start)
  if (fallback === '') return false
  if (said === '' || APOLOGIES.some((apology) => apology.startsWith(said))) return true
  if (isFallback(start, fallbackMessage)) return true
  const own = withoutApology(said)
  return own.length < fallback.length && isNearly(own, fallback.slice(0, own.length))
}

function isNearly(said: string, fallback: string): boolean {
  const allowed = fallback.length < SHORT_CHARS ? 0 : Math.max(2, Math.floor(fallback.length * MAX_CHANGED_SHARE))
  return Math.abs(said.length - fallback.length) <= allowed && countEdits(said, fallback) <= allowed
}

function withoutApology(said: string): string {
  const apology = APOLOGIES.find((words) => said.startsWith(words))
  return apology === undefined ? said : said.slice(apology.length)
}

const toLetters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
