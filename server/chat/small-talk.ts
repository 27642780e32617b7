import { SMALL_TALK } from './small-talk-phrases.ts'

const replies = new Map(
  SMALL_TALK.flatMap((language) => Object.values(language)).flatMap(({ heard, reply }) =>
    heard.split(', ').map((phrase) => [phrase, reply] as const),
  ),
)

/** A short friendly reply when a message says hello, thanks or goodbye, or asks who answers, and nothing else. */
export function findSmallTalk(message: string, botName: string): string | undefined {
  const name = toPhrase(botName)
  const find = (text: string): string | undefined => {
    const said = toPhrase(text)
    // "Hello Frontdesk", "thanks, Frontdesk"
    return replies.get(name !== '' && said.endsWith(` ${name}`) ? said.slice(0, -name.length - 1) : said)
  }
  const whole = find(message)
  if (whole !== undefined) return whole
  // "Hello, how are you?", "Great. Thanks. Bye!": what was said last is replied to.
  const parts = message.split(PAUSES).filter((part) => toPhrase(part) !== '')
  const found = parts.map(find)
  return parts.length <= MAX_PARTS && found.every((reply) => reply !== undefined) ? found.at(-1) : undefined
}

const PAUSES = /[,.!?;\n،؟。！？，、]+/u
const MAX_PARTS = 4

const toPhrase = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/(?!-)[\p{P}\p{S}]|\p{Extended_Pictographic}|\u200d|\ufe0f/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
